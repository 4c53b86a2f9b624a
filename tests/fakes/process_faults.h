// Lets a program die or run out of disk at a chosen one of the calls by which it changes files,
// makes processes and maps code. The program is the real one, with preloaded_faults.c loaded before
// it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <sys/types.h>

struct fault_plan;

namespace bailey::fakes {

// Nothing happens before dieAt() or failFrom(), so a program's start does not count.
class ProcessFaults {
public:
  // The plan is a file in `folder`, which outlives the programs.
  explicit ProcessFaults(const std::filesystem::path& folder);
  ProcessFaults(const ProcessFaults&) = delete;
  ProcessFaults& operator=(const ProcessFaults&) = delete;
  ProcessFaults(ProcessFaults&&) = delete;
  ProcessFaults& operator=(ProcessFaults&&) = delete;
  ~ProcessFaults();

  // What a program needs in its environment for it. AddressSanitizer suffers nothing before itself.
  [[nodiscard]] std::map<std::string, std::string> environment() const;

  // From now on the process counts its calls, from 1. It is killed right before the one with this
  // number; a write is half done by then.
  void dieAt(pid_t process, std::uint32_t call);

  // As dieAt(), but only those calls count that take room on a disk, and from this one on they
  // fail.
  void failFrom(pid_t process, std::uint32_t call, int error);

  void disarm();

  // The name of the call that was struck; empty when the process did not come to it.
  [[nodiscard]] std::string struck() const;

private:
  void arm(pid_t process, std::uint32_t kind, std::uint32_t call, int error);

  std::filesystem::path file_;
  fault_plan* plan_ = nullptr;
};

}  // namespace bailey::fakes
