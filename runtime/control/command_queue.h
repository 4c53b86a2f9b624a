// Brings work of other threads to the control thread, which alone changes what is served.
#pragma once

#include "core/file_descriptor.h"

#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

namespace bailey::control {

// run() from any thread but the control thread; the rest on that one.
class CommandQueue {
public:
  // Throws std::system_error when there is no file for it.
  CommandQueue();

  // Waits until the control thread has called `work`, and gives its result; nothing when the queue
  // is closed. What `work` throws comes out here.
  template <typename Work>
  auto run(Work work) -> std::optional<std::invoke_result_t<Work>> {
    std::packaged_task<std::invoke_result_t<Work>()> task(std::move(work));
    auto result = task.get_future();
    if (!post([&task] { task(); })) {
      return std::nullopt;
    }
    return result.get();
  }

  // Does not wait. False: it is closed, and `work` will not be called.
  bool post(std::function<void()> work);

  // Readable when there is work.
  [[nodiscard]] int fd() const { return wake_.get(); }

  // Calls everything that waits.
  void work();

  // Calls what waits, and takes no more.
  void close();

private:
  core::FileDescriptor wake_;
  std::mutex mutex_;
  std::deque<std::function<void()>> waiting_;  // guarded by mutex_
  bool closed_ = false;                        // guarded by mutex_
};

}  // namespace bailey::control
