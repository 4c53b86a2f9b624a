// What the request reader and the answer writer both need of simdjson's documents: parsing within
// bounds, and scalars as text.
#pragma once

#include <simdjson.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace bailey::talkdesk {

// Parses `json`, which is followed by SIMDJSON_PADDING readable bytes, into `root`, which lives
// until the parser's next use. Non-empty arrays and objects may be nested `depth` deep; the deepest
// may hold empty ones. Deeper is DEPTH_ERROR, found in time and memory proportional to the bytes.
simdjson::error_code parseBounded(simdjson::dom::parser& parser,
                                  std::string_view json,
                                  std::size_t depth,
                                  simdjson::dom::element& root);

// Gives the parser's memory back (some 15 bytes per byte of JSON) if it has grown beyond documents
// of `kept_bytes`, so that one large body does not stay in a thread for ever.
void releaseIfLarge(simdjson::dom::parser& parser, std::size_t kept_bytes);

// Whether `root` holds more than `limit` names and elements on all levels together.
bool hasMoreMembersThan(simdjson::dom::element root, std::size_t limit);

// Whether a text or a name in `root` has more than `bytes` bytes.
bool hasLongerStringThan(simdjson::dom::element root, std::size_t bytes);

// `text` without ASCII white space around it.
std::string_view trimmed(std::string_view text);

// The first value of each of `names` in `object`; a null counts as absent.
template <std::size_t Count>
std::array<std::optional<simdjson::dom::element>, Count> pickMembers(
    simdjson::dom::object object, const std::array<std::string_view, Count>& names) {
  std::array<std::optional<simdjson::dom::element>, Count> picked{};
  for (const simdjson::dom::key_value_pair member : object) {
    for (std::size_t at = 0; at < Count; ++at) {
      if (member.key == names[at]) {
        if (!picked[at] && !member.value.is_null()) {
          picked[at] = member.value;
        }
        break;
      }
    }
  }
  return picked;
}

// The text of a scalar, without an allocation. (contract.md §1.2: integer <-> decimal string)
class ScalarText {
public:
  ScalarText() = default;
  ScalarText(const ScalarText&) = delete;  // view() may point into digits_
  ScalarText& operator=(const ScalarText&) = delete;

  // Takes a string as it is and an integer in decimal; false, and an empty view, for anything else.
  bool readTextOrInteger(simdjson::dom::element element);

  // Also takes other numbers, in the shortest form that reads back as the same value.
  bool readTextOrNumber(simdjson::dom::element element);

  // Valid while this and the document live.
  [[nodiscard]] std::string_view view() const { return view_; }

private:
  template <typename Number>
  bool assignNumber(Number value);

  std::string_view view_;
  std::array<char, 32> digits_{};
};

}  // namespace bailey::talkdesk
