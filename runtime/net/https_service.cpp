#include "net/https_service.h"

#include <unistd.h>

#include <algorithm>
#include <sys/eventfd.h>
#include <utility>

namespace bailey::net {
namespace {

std::size_t loopCount(const config::Threads& threads) {
  return threads.loops > 0 ? threads.loops : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

HttpsService::HttpsService(const generation::ActiveGeneration& active,
                           pipeline::WorkerPool& workers,
                           pipeline::ActionClaims& claims,
                           upstream::Service& upstream,
                           observability::Log& log,
                           std::unique_ptr<Listener> listener)
    : listener_(std::move(listener)),
      budget_(0, 0),
      over_(::eventfd(0, EFD_CLOEXEC)) {
  const std::shared_ptr<const generation::Front> front = active.acquire()->front;
  adopt(front->settings.limits);
  const std::size_t count = loopCount(front->settings.threads);
  const Surroundings surroundings{
      active, workers, claims, upstream, log, *listener_, budget_, count};
  for (std::size_t i = 0; i < count; ++i) {
    loops_.push_back(std::make_unique<EventLoop>(surroundings));
  }
  for (const auto& loop : loops_) {
    ++running_;
    threads_.emplace_back([this, &loop = *loop] {
      loop.run();
      if (--running_ == 0) {
        const std::uint64_t one = 1;
        (void)!::write(over_.get(), &one, sizeof(one));
      }
    });
  }
}

HttpsService::~HttpsService() {
  beginStop(std::chrono::milliseconds::zero());
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

bool HttpsService::getsOn() {
  bool all = true;
  turns_.resize(loops_.size());
  for (std::size_t i = 0; i < loops_.size(); ++i) {
    const std::uint64_t turns = loops_[i]->turns();
    all = all && turns != turns_[i];
    turns_[i] = turns;
    loops_[i]->nudge();
  }
  return all;
}

void HttpsService::beginStop(std::chrono::milliseconds patience) {
  for (const auto& loop : loops_) {
    loop->stop(Clock::now() + patience);
  }
}

}  // namespace bailey::net
