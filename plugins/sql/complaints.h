// What is wrong with an integration's settings, collected so that the operator sees all of it at
// once.
#pragma once

#include "bailey/plugin.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::sql {

class Complaints {
public:
  // `pointer` is a JSON pointer inside the settings.
  void add(std::string pointer, std::string message) {
    list_.push_back({std::move(pointer), std::move(message)});
  }

  [[nodiscard]] std::size_t count() const { return list_.size(); }

  void throwIfAny() const {
    if (!list_.empty()) {
      throw InvalidSettings(list_);
    }
  }

private:
  std::vector<InvalidSettings::Complaint> list_;
};

// The JSON pointer of member `name` of the object at `parent`.
[[nodiscard]] inline std::string pointerTo(std::string_view parent, std::string_view name) {
  std::string pointer(parent);
  pointer += '/';
  for (const char c : name) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

// "a, b, c", or "none".
[[nodiscard]] inline std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text.empty() ? "none" : text;
}

}  // namespace bailey::sql
