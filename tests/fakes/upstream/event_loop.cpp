#include "fakes/upstream/event_loop.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <limits>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <string>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <system_error>

namespace bailey::fakes::upstream {
namespace {

// Connections are numbered from 1.
constexpr std::uint64_t kListener = 0;
constexpr std::uint64_t kStop = std::numeric_limits<std::uint64_t>::max();

int require(int result, const char* what) {
  if (result < 0) {
    throw std::system_error(errno, std::generic_category(), what);
  }
  return result;
}

}  // namespace

EventLoop::EventLoop(int listener, const House& house)
    : listener_(listener),
      house_(house),
      epoll_(require(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      stop_(require(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")) {
  watch(EPOLL_CTL_ADD, listener_, kListener, false);
  watch(EPOLL_CTL_ADD, stop_, kStop, false);
  thread_ = std::thread([this] { serve(); });
}

EventLoop::~EventLoop() {
  ::eventfd_write(stop_, 1);
  thread_.join();
  slots_.clear();
  ::close(stop_);
  ::close(epoll_);
}

void EventLoop::watch(int operation, int fd, std::uint64_t number, bool writable) const {
  epoll_event event{};
  event.events = EPOLLIN;
  if (writable) {
    event.events |= EPOLLOUT;
  }
  event.data.u64 = number;
  require(::epoll_ctl(epoll_, operation, fd, &event), "epoll_ctl");
}

void EventLoop::serve() {
  // OpenSSL writes without MSG_NOSIGNAL.
  sigset_t broken_pipe;
  ::sigemptyset(&broken_pipe);
  ::sigaddset(&broken_pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
  std::array<epoll_event, 64> events{};
  while (true) {
    const int count =
        ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), untilNext());
    if (count < 0 && errno != EINTR) {
      require(count, "epoll_wait");
    }
    for (int i = 0; i < count; ++i) {
      const std::uint64_t number = events.at(static_cast<std::size_t>(i)).data.u64;
      if (number == kStop) {
        return;
      }
      if (number == kListener) {
        acceptAll();
      } else {
        run(number);
      }
    }
    runDue();
  }
}

int EventLoop::untilNext() const {
  if (due_.empty()) {
    return -1;
  }
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(due_.begin()->first - Clock::now()).count();
  constexpr std::int64_t kHour = 3'600'000;
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, kHour));
}

void EventLoop::acceptAll() {
  while (true) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
      if (errno == EAGAIN || errno == ECONNABORTED || errno == EINTR) {
        return;
      }
      // Without room for it a test would wait for what cannot come: it had better end here.
      require(fd, "the fault upstream cannot accept");
    }
    // A byte sent is a byte on the wire: tests count them.
    const int yes = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    const std::uint64_t number = house_.records.connected();
    slots_.emplace(number, Slot{fd, std::make_unique<Connection>(fd, number, house_)});
    watch(EPOLL_CTL_ADD, fd, number, false);
    run(number);
  }
}

void EventLoop::run(std::uint64_t number) {
  const auto found = slots_.find(number);
  if (found == slots_.end()) {
    return;  // ended by an earlier event of the same round
  }
  Slot& slot = found->second;
  if (slot.wish.at) {
    due_.erase({*slot.wish.at, number});
  }
  const Wish wish = slot.connection->run(Clock::now());
  if (wish.over) {
    slots_.erase(found);
    return;
  }
  if (wish.writable != slot.wish.writable) {
    watch(EPOLL_CTL_MOD, slot.fd, number, wish.writable);
  }
  if (wish.at) {
    due_.emplace(*wish.at, number);
  }
  slot.wish = wish;
}

void EventLoop::runDue() {
  const Clock::time_point now = Clock::now();
  while (!due_.empty() && due_.begin()->first <= now) {
    run(due_.begin()->second);
  }
}

}  // namespace bailey::fakes::upstream
