#include "control/command_queue.h"

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <system_error>

namespace bailey::control {

CommandQueue::CommandQueue() : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!wake_.valid()) {
    throw std::system_error(errno, std::generic_category(), "eventfd");
  }
}

bool CommandQueue::post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) {
      return false;
    }
    waiting_.push_back(std::move(work));
  }
  const std::uint64_t one = 1;
  (void)!::write(wake_.get(), &one, sizeof(one));
  return true;
}

void CommandQueue::work() {
  std::uint64_t count = 0;
  (void)!::read(wake_.get(), &count, sizeof(count));
  std::deque<std::function<void()>> waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting.swap(waiting_);
  }
  for (const auto& one : waiting) {
    one();
  }
}

void CommandQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  work();
}

}  // namespace bailey::control
