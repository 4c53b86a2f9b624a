#include "net/mailbox.h"

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <system_error>
#include <utility>

namespace bailey::net {

Mailbox::Mailbox() : event_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (!event_.valid()) {
    throw std::system_error(errno, std::generic_category(), "eventfd");
  }
}

void Mailbox::post(Delivery delivery) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = deliveries_.empty();
    deliveries_.push_back(std::move(delivery));
  }
  if (first) {
    wake();
  }
}

void Mailbox::wake() {
  const std::uint64_t one = 1;
  (void)!::write(event_.get(), &one, sizeof(one));  // full means it is readable already
}

std::vector<Delivery> Mailbox::take() {
  std::uint64_t count = 0;
  (void)!::read(event_.get(), &count, sizeof(count));
  const std::lock_guard lock(mutex_);
  return std::exchange(deliveries_, {});
}

}  // namespace bailey::net
