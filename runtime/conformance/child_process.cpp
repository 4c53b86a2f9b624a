#include "conformance/child_process.h"

#include "conformance/recorder.h"
#include "core/sanitizer.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>

namespace bailey::conformance {
namespace {

// Room for a plugin, its libraries and the stacks of its threads, none for the whole machine.
constexpr rlim_t kAddressSpaceMax = rlim_t{8} * 1024 * 1024 * 1024;

void confine() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  if (!core::kSanitized) {  // a sanitizer maps terabytes
    const rlimit space{kAddressSpaceMax, kAddressSpaceMax};
    ::setrlimit(RLIMIT_AS, &space);
  }
}

// Input is empty; what is printed goes to `printed`, seen only by whoever asks for it.
void redirect(int printed) {
  const core::FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  ::dup2(nothing.get(), STDIN_FILENO);
  ::dup2(printed, STDOUT_FILENO);
  ::dup2(printed, STDERR_FILENO);
}

int millisecondsUntil(std::chrono::steady_clock::time_point time) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(time - std::chrono::steady_clock::now());
  return static_cast<int>(std::max<std::chrono::milliseconds::rep>(left.count(), 0));
}

// Waits for the process to end, at most until `time`; true when it did.
bool endsBy(pid_t pid, std::chrono::steady_clock::time_point time) {
  const core::FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  pollfd waiting{process.get(), POLLIN, 0};
  return process.valid() && ::poll(&waiting, 1, millisecondsUntil(time)) > 0;
}

}  // namespace

void LineWriter::write(std::string_view line) const {
  std::string rest = std::string(line) + "\n";
  while (!rest.empty()) {
    const ssize_t count = ::write(fd_, rest.data(), rest.size());
    if (count < 0 && errno != EINTR) {
      return;  // the parent is gone
    }
    rest.erase(0, static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
}

ChildProcess::ChildProcess(const std::function<void(const LineWriter& lines)>& body)
    : printed_(::memfd_create("bailey-printed", MFD_CLOEXEC)) {
  std::array<int, 2> ends{};
  if (!printed_.valid() || ::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw std::system_error(errno, std::generic_category(), "no pipe to a child process");
  }
  lines_ = core::FileDescriptor(ends[0]);
  const core::FileDescriptor out(ends[1]);
  pid_ = ::fork();
  if (pid_ < 0) {
    throw std::system_error(errno, std::generic_category(), "no child process");
  }
  if (pid_ == 0) {
    lines_.reset();
    confine();
    redirect(printed_.get());
    body(LineWriter(out.get()));
    std::_Exit(EXIT_SUCCESS);
  }
}

ChildProcess::~ChildProcess() {
  if (pid_ > 0) {
    finish(true);
  }
}

std::optional<std::string> ChildProcess::readLine(std::chrono::steady_clock::time_point time) {
  while (true) {
    if (const std::size_t end = buffer_.find('\n'); end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return line;
    }
    pollfd waiting{lines_.get(), POLLIN, 0};
    const int ready = ::poll(&waiting, 1, millisecondsUntil(time));
    if (ready == 0) {
      finish(true);
      return std::nullopt;
    }
    std::array<char, 4096> block{};
    const ssize_t count = ready < 0 ? -1 : ::read(lines_.get(), block.data(), block.size());
    if (count == 0) {  // it ended, or it closed what it does not know
      finish(!endsBy(pid_, time));
      return std::nullopt;
    }
    buffer_.append(block.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
}

std::string ChildProcess::printed() const {
  return contentOf(printed_.get());
}

void ChildProcess::finish(bool kill) {
  ending_.killed = kill;
  if (kill) {
    ::kill(pid_, SIGKILL);
  }
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
  pid_ = -1;
  ending_.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  ending_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

}  // namespace bailey::conformance
