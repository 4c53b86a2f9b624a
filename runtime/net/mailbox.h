// What other threads have for an event loop: replies from workers, and the word to stop.
#pragma once

#include "core/file_descriptor.h"
#include "pipeline/exchange.h"

#include <memory>
#include <mutex>
#include <vector>

namespace bailey::net {

struct Delivery {
  std::shared_ptr<pipeline::Exchange> exchange;
  pipeline::Reply reply;
};

// post() and wake() from any thread; the rest is the loop's. Outlives the loop when a worker still
// holds it.
class Mailbox {
public:
  Mailbox();

  void post(Delivery delivery);

  // Makes fd() readable once.
  void wake();

  // All that was posted since the last call. Makes fd() unreadable again.
  [[nodiscard]] std::vector<Delivery> take();

  // Readable while something is posted.
  [[nodiscard]] int fd() const { return event_.get(); }

private:
  core::FileDescriptor event_;
  std::mutex mutex_;
  std::vector<Delivery> deliveries_;  // guarded by mutex_
};

}  // namespace bailey::net
