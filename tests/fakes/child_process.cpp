#include "fakes/child_process.h"

#include "fakes/free_port.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <utility>

namespace bailey::fakes {
namespace {

using std::chrono::milliseconds;

// What a new process finds as its files.
struct Descriptors {
  int in = -1;  // negative: /dev/null
  std::filesystem::path out;
  int lifeline = -1;  // negative: none
};

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw std::runtime_error("no pipe");
    }
    read = ends[0];
    write = ends[1];
  }

  int read;
  int write;
};

// In a process group of its own, which has the number of the process.
pid_t spawn(std::vector<std::string> arguments, const Descriptors& files) {
  constexpr int kLifeline = 3;
  constexpr mode_t kMode = 0600;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (files.in >= 0) {
    posix_spawn_file_actions_adddup2(&actions, files.in, STDIN_FILENO);
  } else {
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
  posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, files.out.c_str(), O_WRONLY | O_CREAT | O_APPEND, kMode);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  if (files.lifeline >= 0) {
    posix_spawn_file_actions_adddup2(&actions, files.lifeline, kLifeline);
  }
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) {
    pointers.push_back(argument.data());
  }
  pointers.push_back(nullptr);
  pid_t pid = -1;
  const int failed =
      ::posix_spawnp(&pid, pointers.front(), &actions, &attributes, pointers.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    throw std::runtime_error("cannot start " + arguments.front());
  }
  return pid;
}

bool isReadable(int fd, milliseconds patience) {
  pollfd wanted{fd, POLLIN, 0};
  int ready = 0;
  while ((ready = ::poll(&wanted, 1, static_cast<int>(patience.count()))) < 0 && errno == EINTR) {}
  return ready > 0;
}

int waitFor(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
  constexpr int kSignalled = 128;
  return WIFEXITED(status) ? WEXITSTATUS(status) : kSignalled + WTERMSIG(status);
}

}  // namespace

ChildProcess::ChildProcess(ChildCommand command) : command_(std::move(command)) {
  std::vector<std::string> arguments = {"env"};
  for (const auto& [name, value] : command_.environment) {
    arguments.push_back(name + "=" + value);
  }
  arguments.insert(arguments.end(), command_.arguments.begin(), command_.arguments.end());
  const Pipe lifeline;
  pid_ = spawn(std::move(arguments), {-1, command_.log, lifeline.write});
  ::close(lifeline.write);
  lifeline_ = lifeline.read;
  // Debian's <sys/pidfd.h> is for C only.
  process_ = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  if (process_ < 0) {
    throw std::runtime_error("the kernel is too old for pidfd_open()");
  }
  startGuard();
}

ChildProcess::~ChildProcess() {
  kill();
}

void ChildProcess::startGuard() {
  const Pipe line;
  guard_line_ = line.write;
  guard_ = spawn({"sh", "-c", "cat; kill -s KILL -- -\"$1\"", "sh", std::to_string(pid_)},
                 {line.read, "/dev/null", -1});
  ::close(line.read);
}

bool ChildProcess::endsWithin(milliseconds time) const {
  return isReadable(process_, time);
}

void ChildProcess::waitForPort(std::uint16_t port) {
  port_ = port;
  constexpr std::chrono::seconds kPatience{60};
  constexpr milliseconds kBetween{20};  // of two looks; nothing tells when somebody listens
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!isListening(port)) {
    const bool ended = endsWithin(kBetween);
    if (ended || std::chrono::steady_clock::now() > deadline) {
      const std::string said = log();
      constexpr std::size_t kTail = 2000;
      throw std::runtime_error(
          command_.arguments.front() + (ended ? " has ended" : " does not listen") +
          ", its log ends in:\n" + said.substr(said.size() - std::min(said.size(), kTail)));
    }
  }
}

void ChildProcess::stop() {
  if (pid_ < 0) {
    return;
  }
  ::kill(-pid_, SIGTERM);
  constexpr std::chrono::seconds kPatience{10};
  (void)endsWithin(kPatience);
  endGroup();
}

void ChildProcess::kill() {
  if (pid_ >= 0) {
    endGroup();
  }
}

int ChildProcess::waitForEnd() {
  if (pid_ >= 0) {
    (void)endsWithin(milliseconds(-1));
    endGroup();
  }
  return exit_code_;
}

void ChildProcess::endGroup() {
  ::kill(-pid_, SIGKILL);
  exit_code_ = waitFor(pid_);
  // The others of the group are not ours to wait for, but they hold the other end of this.
  constexpr std::chrono::seconds kPatience{10};
  (void)isReadable(lifeline_, kPatience);
  // The kernel may close that before their sockets, but only by a moment.
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (port_ != 0 && isListening(port_) && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
  ::kill(guard_, SIGKILL);
  waitFor(guard_);
  for (int* fd : {&lifeline_, &process_, &guard_line_}) {
    ::close(std::exchange(*fd, -1));
  }
  pid_ = -1;
}

std::string ChildProcess::log() const {
  std::ifstream file(command_.log);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace bailey::fakes
