// Splits the field lines of a head into names and values, the same for requests and for answers.
// (RFC 9112 §5)
#pragma once

#include "http/character.h"
#include "http/head.h"

#include <cstddef>
#include <string_view>

namespace bailey::http {

// Which of the ways to be no field line this one is. `name_end` is where its leading token ends.
// REQUIRES: `line` is not empty.
FramingError refuseFieldLine(std::string_view line, std::size_t name_end);

// Reads `text`, whole lines that each end in CRLF and hold no other control byte but HTAB, into
// head.fields and head.field_count, and hands each field to rules.take(), which may refuse it.
// REQUIRES: fields_max is not more than head.fields has room for.
template <typename Head, typename Rules>
FramingError readFieldLines(std::string_view text,
                            std::size_t fields_max,
                            Head& head,
                            Rules& rules) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\r'));
    text.remove_prefix(line.size() + 2);
    const std::size_t name_end = runOf(CharClass::Token, line);
    if (name_end == 0 || name_end == line.size() || line[name_end] != ':') {
      return refuseFieldLine(line, name_end);
    }
    if (head.field_count == fields_max) {
      return FramingError::TooManyFields;
    }
    Field& field = head.fields[head.field_count++];
    field = {line.substr(0, name_end), trimmed(line.substr(name_end + 1))};
    const FramingError error = rules.take(field);
    if (error != FramingError::None) {
      return error;
    }
  }
  return FramingError::None;
}

}  // namespace bailey::http
