// What reading the head of a request and of an answer have in common: its fields, and how far it
// came.
#pragma once

#include "http/framing_error.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace bailey::http {

struct Field {
  std::string_view name;   // as received; compare with findField()
  std::string_view value;  // without the blanks around it; may hold bytes of 0x80 and above
};

struct HeadResult {
  enum class State : std::uint8_t { Incomplete, Complete, Refused };

  State state = State::Incomplete;
  std::size_t head_bytes = 0;               // Complete: where the body begins
  std::size_t scanned = 0;                  // Incomplete: hand it to the next call
  FramingError error = FramingError::None;  // Refused: close; a request gets statusOf(error) first
};

// The value of the first field of that name, letter case aside. REQUIRES: `name` in lower case.
std::optional<std::string_view> findField(std::span<const Field> fields, std::string_view name);

}  // namespace bailey::http
