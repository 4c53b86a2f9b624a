// Task<T>, what an operation of an AsyncAdapter returns: a coroutine that is awaited once.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace bailey {

template <typename T>
class Task;

namespace detail {

// Ends a coroutine by going on with the one that awaits it, on the same stack depth.
struct ResumeAwaiting {
  [[nodiscard]] bool await_ready() const noexcept { return false; }

  template <typename Promise>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
    return ended.promise().awaiting;
  }

  void await_resume() const noexcept {}
};

// What the promises of all tasks have in common.
struct TaskPromiseBase {
  std::coroutine_handle<> awaiting;
  std::exception_ptr thrown;

  [[nodiscard]] std::suspend_always initial_suspend() const noexcept { return {}; }

  [[nodiscard]] ResumeAwaiting final_suspend() const noexcept { return {}; }

  void unhandled_exception() noexcept { thrown = std::current_exception(); }

  void rethrow() const {
    if (thrown) {
      std::rethrow_exception(thrown);
    }
  }
};

template <typename T>
struct TaskPromise : TaskPromiseBase {
  std::optional<T> value;

  Task<T> get_return_object() noexcept;

  template <typename From>
  void return_value(From&& from) {
    value.emplace(std::forward<From>(from));
  }

  T take() {
    rethrow();
    return std::move(*value);
  }
};

template <>
struct TaskPromise<void> : TaskPromiseBase {
  Task<void> get_return_object() noexcept;

  void return_void() const noexcept {}

  void take() const { rethrow(); }
};

}  // namespace detail

// A computation that begins when it is awaited and may wait for the CRM in between without holding
// a thread. `co_await` it exactly once; it gives its result or throws what it threw. Arguments that
// a coroutine takes by reference have to outlive it: awaiting it in the expression that makes it,
// as in `co_await find(call, email)`, is always right. Its steps run one at a time, on one thread.
template <typename T = void>
class [[nodiscard]] Task {
public:
  using promise_type = detail::TaskPromise<T>;

  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}

  Task& operator=(Task&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }

  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

  ~Task() {
    if (handle_) {
      handle_.destroy();
    }
  }

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
    handle_.promise().awaiting = awaiting;
    return handle_;
  }

  T await_resume() { return handle_.promise().take(); }

private:
  friend promise_type;

  explicit Task(std::coroutine_handle<promise_type> handle) noexcept : handle_(handle) {}

  std::coroutine_handle<promise_type> handle_;
};

namespace detail {

template <typename T>
Task<T> TaskPromise<T>::get_return_object() noexcept {
  return Task<T>(std::coroutine_handle<TaskPromise>::from_promise(*this));
}

inline Task<void> TaskPromise<void>::get_return_object() noexcept {
  return Task<void>(std::coroutine_handle<TaskPromise>::from_promise(*this));
}

}  // namespace detail
}  // namespace bailey
