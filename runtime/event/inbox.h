// What other threads have for a loop: tasks it is to run, and the word to look up.
#pragma once

#include "core/file_descriptor.h"

#include <functional>
#include <mutex>
#include <vector>

namespace bailey::event {

using Task = std::function<void()>;

// post() and wake() from any thread; the rest is the loop's. May outlive its loop: then what is
// posted is never run.
class Inbox {
public:
  Inbox();

  void post(Task task);

  // Makes fd() readable once.
  void wake();

  // All that was posted since the last call, in order. Makes fd() unreadable again.
  [[nodiscard]] std::vector<Task> take();

  // Readable while something is posted.
  [[nodiscard]] int fd() const { return event_.get(); }

private:
  core::FileDescriptor event_;
  std::mutex mutex_;
  std::vector<Task> tasks_;  // guarded by mutex_
};

}  // namespace bailey::event
