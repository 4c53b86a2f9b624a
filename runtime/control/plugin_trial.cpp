#include "control/plugin_trial.h"

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
#include <cstring>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <utility>

namespace bailey::control {
namespace {

using core::FileDescriptor;
using generation::TrialResult;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kSaidBytesMax = 256 * 1024;

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

// The child reads before it does anything else, so this never waits for long.
void writeAll(const FileDescriptor& file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(file.get(), text.data(), text.size());
    if (n < 0 && errno != EINTR) {
      return;  // it died; how, is found out below
    }
    text.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
  }
}

// All it says until its end. False: its time was over first.
bool readUntilEnd(const FileDescriptor& file, Clock::time_point until, std::string& said) {
  std::array<char, 4096> block{};
  while (said.size() < kSaidBytesMax) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    pollfd waiting{file.get(), POLLIN, 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) == 0) {
      return false;
    }
    const ssize_t n = ::read(file.get(), block.data(), block.size());
    if (n == 0) {
      return true;
    }
    said.append(block.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
  }
  return false;
}

int waitFor(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  return status;
}

struct Said {
  std::string last_step;
  std::vector<plugin_host::SettingsComplaint> complaints;
  bool done = false;
};

Said understand(std::string_view text) {
  Said said;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with(plugin_host::kTrialStep)) {
      said.last_step = line.substr(plugin_host::kTrialStep.size());
    } else if (line.starts_with(plugin_host::kTrialComplaint)) {
      const auto json =
          nlohmann::json::parse(line.substr(plugin_host::kTrialComplaint.size()), nullptr, false);
      if (json.is_object()) {
        said.complaints.push_back({json.value("pointer", ""), json.value("message", "")});
      }
    }
    said.done = said.done || line == plugin_host::kTrialDone;
  }
  return said;
}

std::string howItDied(int status, bool in_time, const std::string& step) {
  const std::string where = step.empty() ? "at its start" : "in " + step + "()";
  if (!in_time) {
    return "does not return " + where;
  }
  if (WIFSIGNALED(status)) {
    return std::string("crashes ") + where + ": " + ::strsignal(WTERMSIG(status));
  }
  return "ends the process " + where;
}

}  // namespace

TrialResult tryPlugin(const plugin_host::TrialRun& run, std::chrono::milliseconds time) {
  const auto until = Clock::now() + time;
  Pipe to;
  Pipe from;
  const pid_t child = start(to, from);
  if (child < 0) {
    return {{{"/plugin", "cannot be tried: no process can be started"}}, false};
  }
  to.read.reset();
  from.write.reset();
  std::string text = toText(run);
  writeAll(to.write, text);
  explicit_bzero(text.data(), text.size());
  to.write.reset();
  std::string output;
  const bool in_time = readUntilEnd(from.read, until, output);
  if (!in_time) {
    ::kill(child, SIGKILL);
  }
  const int status = waitFor(child);
  Said said = understand(output);
  if (said.done && in_time && WIFEXITED(status)) {
    return {std::move(said.complaints), false};
  }
  return {{{"/plugin",
            run.staged.source.string() + " " + howItDied(status, in_time, said.last_step) +
                " when it is tried in a process of its own"}},
          true};
}

}  // namespace bailey::control
