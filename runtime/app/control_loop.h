// The control thread: waits for changes, commands and due judgements, and has the controller deal
// with them. A thread of its own, so that a plugin that takes its time while it is made holds up
// neither a stop nor the status.
#pragma once

#include "app/service_manager.h"
#include "control/command_queue.h"
#include "control/controller.h"
#include "generation/active_generation.h"

#include <chrono>
#include <cstdint>
#include <future>
#include <string>
#include <thread>

namespace bailey::app {

class ControlLoop {
public:
  // From now on the controller belongs to the loop's thread. All outlive this.
  ControlLoop(control::Controller& controller,
              control::CommandQueue& commands,
              const generation::ActiveGeneration& active,
              const ServiceManager& manager);
  ControlLoop(const ControlLoop&) = delete;
  ControlLoop& operator=(const ControlLoop&) = delete;
  ControlLoop(ControlLoop&&) = delete;
  ControlLoop& operator=(ControlLoop&&) = delete;

  // Waits until the thread has ended, however long it takes.
  ~ControlLoop();

  // As SIGHUP asks for; does not wait. Any thread.
  void reload();

  // Takes no more commands, and ends as soon as what is being done is done.
  void beginStop();

  // False: it has not ended by then, as a plugin does not return.
  [[nodiscard]] bool waitForEnd(std::chrono::steady_clock::time_point until) const;

private:
  void run();
  void tellChanges();

  control::Controller& controller_;
  control::CommandQueue& commands_;
  const generation::ActiveGeneration& active_;
  const ServiceManager& manager_;
  std::string told_;             // the status as the service manager knows it
  std::uint64_t published_ = 0;  // the generations after which memory was given back
  std::promise<void> ended_;
  const std::shared_future<void> end_;
  std::thread thread_;
};

// "17 integrations, 1 not as its file asks for"
std::string statusLine(const control::Controller& controller,
                       const generation::ActiveGeneration& active);

}  // namespace bailey::app
