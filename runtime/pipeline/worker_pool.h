// The threads on which plugins may wait for their CRMs.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace bailey::pipeline {

// A fixed number of threads and one queue. The queue has no bound of its own: what gets into it is
// bounded by the bulkheads of all integrations together. Any thread may post.
class WorkerPool {
public:
  using Task = std::function<void()>;

  explicit WorkerPool(std::size_t threads);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  WorkerPool(WorkerPool&&) = delete;
  WorkerPool& operator=(WorkerPool&&) = delete;

  // Runs what is queued, then ends. REQUIRES: nobody posts any more but the tasks themselves.
  ~WorkerPool();

  // Tasks throw nothing.
  void post(Task task);

  // Waits until no task runs or is queued. False: some still did at `until`, which only a plugin
  // that does not return can cause; then this must not be destroyed.
  [[nodiscard]] bool drain(std::chrono::steady_clock::time_point until);

private:
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable drained_;
  std::deque<Task> tasks_;  // guarded by mutex_
  std::size_t busy_ = 0;    // guarded by mutex_; threads that run a task
  bool stopping_ = false;   // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace bailey::pipeline
