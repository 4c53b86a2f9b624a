#include "talkdesk/json_reading.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace bailey::talkdesk {
namespace {

namespace dom = simdjson::dom;

// Growing to powers of two keeps a mix of body sizes from allocating anew for each.
constexpr std::size_t kSmallestCapacity = 4096;

std::size_t capacityFor(std::size_t bytes) {
  std::size_t capacity = kSmallestCapacity;
  while (capacity < bytes) {
    capacity *= 2;
  }
  return std::min(capacity, std::max<std::size_t>(bytes, simdjson::SIMDJSON_MAXSIZE_BYTES));
}

// Takes the members below `element` off `left`; false once there are more than that. The depth is
// bounded by the parser.
bool spendMembers(dom::element element, std::size_t& left) {
  dom::array array;
  if (element.get(array) == simdjson::SUCCESS) {
    for (const dom::element child : array) {
      if (left == 0 || !spendMembers(child, --left)) {
        return false;
      }
    }
    return true;
  }
  dom::object object;
  if (element.get(object) == simdjson::SUCCESS) {
    for (const dom::key_value_pair member : object) {
      if (left == 0 || !spendMembers(member.value, --left)) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

simdjson::error_code parseBounded(dom::parser& parser,
                                  std::string_view json,
                                  std::size_t depth,
                                  dom::element& root) {
  if (json.size() > simdjson::SIMDJSON_MAXSIZE_BYTES) {
    return simdjson::CAPACITY;
  }
  // simdjson counts the document itself as a level and does not count an empty container.
  const std::size_t max_depth = depth + 1;
  if (parser.capacity() < json.size() || parser.max_depth() != max_depth ||
      parser.capacity() == 0) {
    const auto error = parser.allocate(capacityFor(json.size()), max_depth);
    if (error != simdjson::SUCCESS) {
      return error;
    }
  }
  return parser.parse(json.data(), json.size(), false).get(root);
}

void releaseIfLarge(dom::parser& parser, std::size_t kept_bytes) {
  if (parser.capacity() > capacityFor(kept_bytes)) {
    parser = dom::parser();
  }
}

bool hasMoreMembersThan(dom::element root, std::size_t limit) {
  std::size_t left = limit;
  return !spendMembers(root, left);
}

bool hasLongerStringThan(dom::element root, std::size_t bytes) {
  std::string_view text;
  if (root.get(text) == simdjson::SUCCESS) {
    return text.size() > bytes;
  }
  const auto isLonger = [bytes](dom::element child) {
    return hasLongerStringThan(child, bytes);
  };
  dom::array array;
  if (root.get(array) == simdjson::SUCCESS) {
    return std::any_of(array.begin(), array.end(), isLonger);
  }
  dom::object object;
  if (root.get(object) == simdjson::SUCCESS) {
    for (const dom::key_value_pair member : object) {
      if (member.key.size() > bytes || isLonger(member.value)) {
        return true;
      }
    }
  }
  return false;
}

std::string_view trimmed(std::string_view text) {
  // Nearly every text has nothing to trim, which two looks tell.
  const auto isWhiteSpace = [](char letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
  };
  while (!text.empty() && isWhiteSpace(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && isWhiteSpace(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

template <typename Number>
bool ScalarText::assignNumber(Number value) {
  const auto result = std::to_chars(digits_.data(), digits_.data() + digits_.size(), value);
  view_ = std::string_view(digits_.data(), static_cast<std::size_t>(result.ptr - digits_.data()));
  return true;
}

bool ScalarText::readTextOrInteger(dom::element element) {
  view_ = {};
  switch (element.type()) {
    case dom::element_type::STRING:
      return element.get(view_) == simdjson::SUCCESS;
    case dom::element_type::INT64: {
      std::int64_t value = 0;
      return element.get(value) == simdjson::SUCCESS && assignNumber(value);
    }
    case dom::element_type::UINT64: {
      std::uint64_t value = 0;
      return element.get(value) == simdjson::SUCCESS && assignNumber(value);
    }
    default:
      return false;
  }
}

bool ScalarText::readTextOrNumber(dom::element element) {
  double value = 0;
  if (element.is<double>() && element.type() == dom::element_type::DOUBLE &&
      element.get(value) == simdjson::SUCCESS) {
    return assignNumber(value);
  }
  return readTextOrInteger(element);
}

}  // namespace bailey::talkdesk
