// Result<T>: a value, or the reason there is none. The control path's currency: everything that can
// fail because of a file, a plugin or a peer returns one, and the compiler complains when one is
// dropped. (std::expected is C++23 and g++ 12 hides it in C++20.)
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace bailey::core {

struct Error {
  std::string message;  // One clause, lower case, no full stop: it gets embedded in others.
};

template <typename T, typename E = Error>
class [[nodiscard]] Result {
public:
  // Implicit on purpose: `return value;` and `return Error{"..."};` both read as what they mean.
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}

  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }

  // REQUIRES: ok()
  [[nodiscard]] T& value() {
    assert(ok());
    return *std::get_if<0>(&state_);
  }

  [[nodiscard]] const T& value() const {
    assert(ok());
    return *std::get_if<0>(&state_);
  }

  // REQUIRES: !ok()
  [[nodiscard]] const E& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

private:
  std::variant<T, E> state_;
};

}  // namespace bailey::core
