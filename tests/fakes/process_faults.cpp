#include "fakes/process_faults.h"

#include "fakes/fault_plan.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <iterator>
#include <stdexcept>
#include <sys/mman.h>

namespace bailey::fakes {

ProcessFaults::ProcessFaults(const std::filesystem::path& folder) : file_(folder / "fault_plan") {
  const int fd = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  void* mapped = MAP_FAILED;
  if (fd >= 0 && ::ftruncate(fd, sizeof(fault_plan)) == 0) {
    mapped = ::mmap(nullptr, sizeof(fault_plan), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  }
  ::close(fd);
  if (mapped == MAP_FAILED) {
    throw std::runtime_error("cannot map " + file_.string());
  }
  plan_ = static_cast<fault_plan*>(mapped);
}

ProcessFaults::~ProcessFaults() {
  ::munmap(plan_, sizeof(*plan_));
}

std::map<std::string, std::string> ProcessFaults::environment() const {
  return {{"LD_PRELOAD", BAILEY_PRELOADED_FAULTS}, {FAULT_PLAN_VARIABLE, file_.string()}};
}

void ProcessFaults::dieAt(pid_t process, std::uint32_t call) {
  arm(process, FAULT_DIES, call, 0);
}

void ProcessFaults::failFrom(pid_t process, std::uint32_t call, int error) {
  arm(process, FAULT_FAILS, call, error);
}

void ProcessFaults::disarm() {
  std::atomic_ref(plan_->pid).store(0);
}

void ProcessFaults::arm(pid_t process, std::uint32_t kind, std::uint32_t call, int error) {
  disarm();
  plan_->kind = kind;
  plan_->at = call;
  plan_->error = error;
  plan_->calls = 0;
  std::fill(std::begin(plan_->struck), std::end(plan_->struck), '\0');
  std::atomic_ref(plan_->pid).store(process);
}

std::string ProcessFaults::struck() const {
  return {plan_->struck, ::strnlen(plan_->struck, sizeof(plan_->struck))};
}

}  // namespace bailey::fakes
