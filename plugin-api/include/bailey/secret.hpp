// A credential in an adapter's hands: it can be sent to the CRM, and nothing else happens to it.
#pragma once

#include "bailey/json.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace bailey {

namespace detail {

// Overwrites `text`, also where an optimizer would think that nobody looks.
inline void wipe(std::string& text) noexcept {
  volatile char* bytes = text.data();
  for (std::size_t i = 0; i < text.size(); ++i) {
    bytes[i] = 0;
  }
  text.clear();
}

}  // namespace detail

// Text that is wiped when it goes. It cannot be printed, compared or turned into JSON by accident:
// reveal() is the one way to its value. Not copyable, so that there are as few of it as possible.
class Secret {
public:
  Secret() = default;

  explicit Secret(std::string value) : value_(std::move(value)) {}

  Secret(Secret&& other) noexcept { *this = std::move(other); }

  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      detail::wipe(value_);
      value_.swap(other.value_);
    }
    return *this;
  }

  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  ~Secret() { detail::wipe(value_); }

  [[nodiscard]] bool empty() const { return value_.empty(); }

  // Only to hand it to the CRM.
  [[nodiscard]] std::string_view reveal() const { return value_; }

private:
  std::string value_;
};

// The field `name` of a request's `auth`; empty when the user left it out.
inline Secret secretOf(JsonView auth, std::string_view name) {
  return Secret(auth[name].text());
}

}  // namespace bailey
