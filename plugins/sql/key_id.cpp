#include "key_id.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <system_error>

namespace bailey::sql {
namespace {

std::optional<Value> readId(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    return Value(std::string(text.substr(1, text.size() - 2)));
  }
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return Value(number);
}

}  // namespace

std::string writeKeyId(const Value& id) {
  const std::string quote = std::holds_alternative<std::string>(id) ? "\"" : "";
  return quote + textOf(id) + quote;
}

bool isKeyId(std::string_view text) {
  return readId(text).has_value();
}

Value readKeyId(std::string_view text) {
  return readId(text).value_or(Value(std::string()));
}

}  // namespace bailey::sql
