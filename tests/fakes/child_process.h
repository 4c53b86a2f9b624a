// A server of somebody else's, started by a test and gone with it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace bailey::fakes {

struct ChildCommand {
  std::vector<std::string> arguments;              // the program first, found as a shell finds it
  std::map<std::string, std::string> environment;  // beside the test's own
  std::filesystem::path log;                       // what it prints is appended here
};

// One program and all it starts: they are a process group of their own, which also ends when the
// test is killed. One thread at a time.
class ChildProcess {
public:
  // Throws std::runtime_error when it cannot be started.
  explicit ChildProcess(ChildCommand command);
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ChildProcess(ChildProcess&&) = delete;
  ChildProcess& operator=(ChildProcess&&) = delete;

  // Kills what still runs.
  ~ChildProcess();

  // Returns when the program accepts connections there. Throws std::runtime_error, with the end of
  // its log, when it ends instead or a minute has passed.
  void waitForPort(std::uint16_t port);

  // Sends SIGTERM, after ten seconds SIGKILL, and returns when all of the group are gone.
  void stop();

  // Kills all of the group at once and returns when they are gone and their port is.
  void kill();

  // Waits for its own end; gives the exit code, 128 and the signal's number when it was killed.
  int waitForEnd();

  [[nodiscard]] pid_t pid() const { return pid_; }

  // All it has printed.
  [[nodiscard]] std::string log() const;

private:
  void startGuard();
  void endGroup();
  // Whether the program itself has ended, after this time at the latest.
  [[nodiscard]] bool endsWithin(std::chrono::milliseconds time) const;

  ChildCommand command_;
  pid_t pid_ = -1;          // -1: gone, and waited for
  int process_ = -1;        // pidfd
  int lifeline_ = -1;       // readable when none of the group is left
  pid_t guard_ = -1;        // kills the group when guard_line_ breaks
  int guard_line_ = -1;     // open as long as the test lives
  std::uint16_t port_ = 0;  // 0: nobody has waited for any
  int exit_code_ = -1;
};

}  // namespace bailey::fakes
