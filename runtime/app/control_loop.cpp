#include "app/control_loop.h"

#include "app/wait_readable.h"

#include <malloc.h>

#include <algorithm>
#include <utility>

namespace bailey::app {
namespace {

// Reading, trying and keeping take memory for a moment that serving never needs again.
void giveMemoryBack() {
  ::malloc_trim(0);
}

}  // namespace

ControlLoop::ControlLoop(control::Controller& controller,
                         control::CommandQueue& commands,
                         const generation::ActiveGeneration& active,
                         const ServiceManager& manager)
    : controller_(controller),
      commands_(commands),
      active_(active),
      manager_(manager),
      told_(statusLine(controller, active)),
      end_(ended_.get_future()),
      thread_([this] { run(); }) {}

ControlLoop::~ControlLoop() {
  beginStop();
  thread_.join();
}

void ControlLoop::reload() {
  commands_.post([this] {
    manager_.reloading();
    (void)controller_.reload();
    manager_.ready(statusLine(controller_, active_));
  });
}

void ControlLoop::beginStop() {
  controller_.cancel();
}

bool ControlLoop::waitForEnd(std::chrono::steady_clock::time_point until) const {
  return end_.wait_until(until) == std::future_status::ready;
}

void ControlLoop::run() {
  while (!controller_.isCancelled()) {
    controller_.turn();
    tellChanges();
    waitReadable({commands_.fd(), controller_.changesFd(), controller_.cancelledFd()},
                 controller_.waitTime());
    commands_.work();
  }
  controller_.end();
  commands_.close();
  ended_.set_value();
}

// Also when nothing else is served than before: a change may have been refused.
void ControlLoop::tellChanges() {
  if (std::string status = statusLine(controller_, active_); status != told_) {
    told_ = std::move(status);
    manager_.ready(told_);
  }
  if (const std::uint64_t published = active_.publishedCount(); published != published_) {
    published_ = published;
    giveMemoryBack();
  }
}

std::string statusLine(const control::Controller& controller,
                       const generation::ActiveGeneration& active) {
  const control::ReloadReport report = controller.status().report;
  const auto refused = std::count_if(
      report.integrations.begin(),
      report.integrations.end(),
      [](const control::IntegrationReport& one) { return one.change == control::Change::Refused; });
  const generation::Lease running = active.acquire();
  const auto served = std::count_if(running->integrations.begin(),
                                    running->integrations.end(),
                                    [](const auto& one) { return one.second->isInService(); });
  return std::to_string(served) + " integrations" +
         (refused == 0 ? "" : ", " + std::to_string(refused) + " not as the files ask for");
}

}  // namespace bailey::app
