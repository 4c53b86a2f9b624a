// One value as a database knows it, and its ways to and from text and JSON.
#pragma once

#include "bailey/json.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace bailey::sql {

// std::monostate is NULL. Text is whatever bytes the database holds, UTF-8 by agreement.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

// NULL is empty text, numbers are written in decimal.
[[nodiscard]] std::string textOf(const Value& value);

// Absent and null become NULL, true and false 1 and 0; arrays and objects become their JSON text.
[[nodiscard]] Value valueOf(JsonView json);

[[nodiscard]] bool isUtf8(std::string_view text);

// `text` with U+FFFD in place of every byte that is not UTF-8: one bad record in a database must
// not make a whole answer unreadable.
[[nodiscard]] std::string toUtf8(std::string text);

}  // namespace bailey::sql
