#include "pipeline/worker_pool.h"

#include <utility>

namespace bailey::pipeline {

WorkerPool::WorkerPool(std::size_t threads) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { work(); });
  }
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

void WorkerPool::post(Task task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  changed_.notify_one();
}

bool WorkerPool::drain(std::chrono::steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  return drained_.wait_until(lock, until, [this] { return busy_ == 0 && tasks_.empty(); });
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
    if (tasks_.empty()) {
      return;
    }
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    ++busy_;
    lock.unlock();
    task();
    task = nullptr;  // what it holds is let go before waiting again
    lock.lock();
    --busy_;
    if (busy_ == 0 && tasks_.empty()) {
      drained_.notify_all();
    }
  }
}

}  // namespace bailey::pipeline
