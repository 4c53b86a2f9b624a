// A process of its own for code that may crash, hang, exit or eat memory: a copy of this one that
// runs a function and reports line by line.
#pragma once

#include "core/file_descriptor.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace bailey::conformance {

// The child's side: whole lines to the parent. Any thread, one at a time.
class LineWriter {
public:
  explicit LineWriter(int fd) : fd_(fd) {}

  // `line` has no newline.
  void write(std::string_view line) const;

private:
  int fd_;
};

// How a child ended.
struct Ending {
  bool killed = false;  // by us: its time was over
  int signal = 0;       // that ended it; 0: none
  int exit_code = 0;
};

// The parent's side. REQUIRES: no thread runs in this process when one is started.
class ChildProcess {
public:
  // Runs `body` in the child, which ends when it returns, without destructors of this process's
  // objects. Gets no core file, a bounded address space, and nothing of our standard output: what
  // it prints is kept apart.
  explicit ChildProcess(const std::function<void(const LineWriter& lines)>& body);
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ChildProcess(ChildProcess&&) = delete;
  ChildProcess& operator=(ChildProcess&&) = delete;
  ~ChildProcess();

  // The next line; nothing when the child ended or `time` is over, and then it has ended too.
  std::optional<std::string> readLine(std::chrono::steady_clock::time_point time);

  // REQUIRES: readLine() gave nothing
  [[nodiscard]] const Ending& ending() const { return ending_; }

  // What it printed.
  [[nodiscard]] std::string printed() const;

private:
  void finish(bool kill);

  pid_t pid_ = -1;
  core::FileDescriptor lines_;
  core::FileDescriptor printed_;
  std::string buffer_;
  Ending ending_;
};

}  // namespace bailey::conformance
