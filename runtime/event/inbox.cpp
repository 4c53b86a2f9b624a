#include "event/inbox.h"

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <system_error>
#include <utility>

namespace bailey::event {

Inbox::Inbox() : event_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (!event_.valid()) {
    throw std::system_error(errno, std::generic_category(), "eventfd");
  }
}

void Inbox::post(Task task) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = tasks_.empty();
    tasks_.push_back(std::move(task));
  }
  if (first) {
    wake();
  }
}

void Inbox::wake() {
  const std::uint64_t one = 1;
  (void)!::write(event_.get(), &one, sizeof(one));  // full means it is readable already
}

std::vector<Task> Inbox::take() {
  std::uint64_t count = 0;
  (void)!::read(event_.get(), &count, sizeof(count));
  const std::lock_guard lock(mutex_);
  return std::exchange(tasks_, {});
}

}  // namespace bailey::event
