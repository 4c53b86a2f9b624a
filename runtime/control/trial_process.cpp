#include "control/trial_process.h"

#include "core/file_bytes.h"
#include "core/file_descriptor.h"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <utility>

namespace bailey::control {
namespace {

using core::FileDescriptor;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kSaidBytesMax = std::size_t{4} * 1024 * 1024;

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
      read = FileDescriptor(ends[0]);
      write = FileDescriptor(ends[1]);
    }
  }

  FileDescriptor read;
  FileDescriptor write;
};

pid_t start(const Pipe& to, const Pipe& from) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, to.read.get(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, from.write.get(), STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  // The control thread blocks the signals it waits for; the child must not.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::array<char*, 3> arguments = {
      const_cast<char*>("bailey"), const_cast<char*>("try-plugin"), nullptr};
  pid_t child = -1;
  const int failed =
      ::posix_spawn(&child, "/proc/self/exe", &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? child : -1;
}

// What the child has said so far, line by line.
class Reading {
public:
  // True when a new case has begun with it.
  bool add(std::string_view bytes) {
    bool begun = false;
    unread_ += bytes;
    std::size_t start = 0;
    for (std::size_t end = 0; (end = unread_.find('\n', start)) != std::string::npos;
         start = end + 1) {
      begun = understand(std::string_view(unread_).substr(start, end - start)) || begun;
    }
    unread_.erase(0, start);
    return begun;
  }

  [[nodiscard]] bool isDone() const { return done_; }

  [[nodiscard]] const std::string& lastStep() const { return last_step_; }

  // The case it was in when it ended, if it was in one, came to no end.
  TrialOutcome take() {
    if (!done_ && last_step_ != "unload" && outcome_.began_a_case) {
      outcome_.cases.pop_back();
    }
    return std::move(outcome_);
  }

private:
  bool understand(std::string_view line) {
    if (line == plugin_host::kTrialCase) {
      outcome_.began_a_case = true;
      outcome_.cases.emplace_back();
      return true;
    }
    if (line.starts_with(plugin_host::kTrialStep)) {
      last_step_ = line.substr(plugin_host::kTrialStep.size());
    } else if (line.starts_with(plugin_host::kTrialComplaint)) {
      complain(line.substr(plugin_host::kTrialComplaint.size()));
    }
    done_ = done_ || line == plugin_host::kTrialDone;
    return false;
  }

  void complain(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (json.is_object()) {
      (outcome_.began_a_case ? outcome_.cases.back() : outcome_.about_plugin)
          .push_back({json.value("pointer", ""), json.value("message", "")});
    }
  }

  std::string unread_;
  std::string last_step_;
  TrialOutcome outcome_;
  bool done_ = false;
};

enum class End : std::uint8_t { Unset = 0, Own, TimeIsUp, Cancelled };

// Until its end, or until a limit is reached; who says more than anybody should has no time left.
End readUntilEnd(const FileDescriptor& file, const TrialLimits& limits, Reading& reading) {
  std::array<char, 4096> block{};
  std::size_t said = 0;
  auto until = Clock::now() + limits.time;
  while (said < kSaidBytesMax) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    std::array<pollfd, 2> waiting = {pollfd{file.get(), POLLIN, 0},
                                     pollfd{limits.cancelled, POLLIN, 0}};
    if (left.count() <= 0 ||
        ::poll(waiting.data(), waiting.size(), static_cast<int>(left.count())) == 0) {
      return End::TimeIsUp;
    }
    if (waiting[1].revents != 0) {
      return End::Cancelled;
    }
    const ssize_t n = ::read(file.get(), block.data(), block.size());
    if (n == 0) {
      return End::Own;
    }
    if (n > 0) {
      said += static_cast<std::size_t>(n);
      if (reading.add({block.data(), static_cast<std::size_t>(n)})) {
        until = Clock::now() + limits.time;
      }
    }
  }
  return End::TimeIsUp;
}

int waitFor(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  return status;
}

std::string howItDied(int status, End end, const std::string& step) {
  if (end == End::Cancelled) {
    return "was still being tried when the bridge stopped";
  }
  const std::string where = (step.empty() ? "at its start" : "in " + step + "()") +
                            std::string(" when it is tried in a process of its own");
  if (end == End::TimeIsUp) {
    return "does not return " + where;
  }
  if (WIFSIGNALED(status)) {
    return "crashes " + where + ": " + ::strsignal(WTERMSIG(status));
  }
  return "ends the process " + where;
}

}  // namespace

TrialOutcome tryInProcess(const plugin_host::TrialRun& run,
                          std::size_t first,
                          const TrialLimits& limits) {
  Pipe to;
  Pipe from;
  const pid_t child = start(to, from);
  if (child < 0) {
    return {{{"/plugin", "cannot be tried: no process can be started"}}, {}, {}, false};
  }
  to.read.reset();
  from.write.reset();
  std::string text = toText(run, first);
  // The child reads before it does anything else, so this never waits for long. Whether it died
  // meanwhile, and how, is found out below.
  (void)core::writeBytes(to.write, text);
  explicit_bzero(text.data(), text.size());
  to.write.reset();
  Reading reading;
  const End end = readUntilEnd(from.read, limits, reading);
  if (end != End::Own) {
    ::kill(child, SIGKILL);
  }
  const int status = waitFor(child);
  const bool died = !reading.isDone() || end != End::Own || !WIFEXITED(status);
  TrialOutcome outcome = reading.take();
  if (died) {
    outcome.death = howItDied(status, end, reading.lastStep());
  }
  return outcome;
}

}  // namespace bailey::control
