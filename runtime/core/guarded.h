// Guarded<T>: a T that cannot be reached without holding its mutex. The lock is part of the type,
// so forgetting it does not compile, with any compiler.
#pragma once

#include <mutex>
#include <utility>

namespace bailey::core {

template <typename T>
class Guarded {
public:
  Guarded() = default;

  explicit Guarded(T value) : value_(std::move(value)) {}

  // Calls `use` with the value, locked. Keep it short: no I/O, no plugin code, no second Guarded.
  template <typename Use>
  auto with(Use&& use) const {
    const std::lock_guard lock(mutex_);
    return std::forward<Use>(use)(value_);
  }

  template <typename Use>
  auto with(Use&& use) {
    const std::lock_guard lock(mutex_);
    return std::forward<Use>(use)(value_);
  }

private:
  mutable std::mutex mutex_;
  T value_{};
};

}  // namespace bailey::core
