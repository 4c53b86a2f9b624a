#include "talkdesk/input_value.h"

#include "talkdesk/date.h"
#include "talkdesk/value_provider.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace bailey::talkdesk {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kDayCharacters = 10;     // 2024-03-05
constexpr std::size_t kSecondCharacters = 19;  // 2024-03-05T08:15:00

bool isDigit(char letter) {
  return letter >= '0' && letter <= '9';
}

char lowered(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

bool equalInAnyCase(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char one, char other) {
    return lowered(one) == lowered(other);
  });
}

bool isWholeNumber(std::string_view text) {
  text = trimmed(text);
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failed == std::errc() && end == text.data() + text.size();
}

// "+351 210 000 017 ext. 12" without its extension. Other text stays as it is.
std::string_view withoutExtension(std::string_view phone) {
  std::size_t digits = phone.size();
  while (digits > 0 && isDigit(phone[digits - 1])) {
    --digits;
  }
  const std::string_view before = trimmed(phone.substr(0, digits));
  for (const std::string_view word : {"extension", "ext.", "ext", "x"}) {
    if (digits < phone.size() && before.size() > word.size() &&
        equalInAnyCase(before.substr(before.size() - word.size()), word)) {
      return trimmed(before.substr(0, before.size() - word.size()));
    }
  }
  return phone;
}

bool isPhone(std::string_view text) {
  text = trimmed(text);
  if (text.size() > kPhoneCharactersMax) {
    return false;
  }
  const std::string_view number = withoutExtension(text);
  const auto may_be_in_one = [](char letter) {
    return isDigit(letter) ||
           std::string_view("+-./() *#,;").find(letter) != std::string_view::npos;
  };
  return std::any_of(number.begin(), number.end(), isDigit) &&
         std::all_of(number.begin(), number.end(), may_be_in_one);
}

bool isWebAddress(std::string_view text) {
  text = trimmed(text);
  const auto is_blank_or_control = [](char letter) {
    return static_cast<unsigned char>(letter) <= 0x20 || letter == 0x7F;
  };
  if (text.size() > kUrlBytesMax || std::any_of(text.begin(), text.end(), is_blank_or_control)) {
    return false;
  }
  try {
    const Poco::URI address{std::string(text)};
    return (address.getScheme() == "http" || address.getScheme() == "https") &&
           !address.getHost().empty();
  } catch (const Poco::Exception&) {  // its way to say that this is no URI
    return false;
  }
}

// The three forms of contract.md §7.3. The Z of the third is the letter, or the offset for which it
// stands in the notation that Talkdesk describes the forms with.
bool isDatetime(std::string_view text) {
  text = trimmed(text);
  if (!readTimestamp(text)) {
    return false;
  }
  if (text.size() == kDayCharacters) {
    return true;
  }
  if (text.size() < kSecondCharacters || text[kDayCharacters] != 'T' || text[16] != ':') {
    return false;
  }
  const std::string_view zone = text.substr(kSecondCharacters);
  return zone.empty() || zone == "Z" || zone.front() == '+' || zone.front() == '-';
}

// Calls `use` with each value of a select's list until it returns false.
template <typename Use>
void forEachChoice(std::string_view list, Use&& use) {
  while (use(trimmed(list.substr(0, list.find(','))))) {
    const std::size_t comma = list.find(',');
    if (comma == std::string_view::npos) {
      return;
    }
    list.remove_prefix(comma + 1);
  }
}

}  // namespace

std::optional<std::string_view> scalarText(dom::element value, ScalarText& text) {
  bool flag = false;
  if (value.get(flag) == simdjson::SUCCESS) {
    return flag ? "true" : "false";
  }
  return text.readTextOrNumber(value) ? std::optional(text.view()) : std::nullopt;
}

std::optional<std::string_view> spellingInSelect(const ActionInput& input, std::string_view value) {
  value = trimmed(value);
  std::optional<std::string_view> found;
  forEachChoice(input.format, [&](std::string_view choice) {
    if (choice == value || isValueProvider(choice)) {
      found = value;
      return false;
    }
    if (!found && equalInAnyCase(choice, value)) {
      found = choice;
    }
    return true;
  });
  return found;
}

bool takesValue(const ActionInput& input, dom::element value) {
  ScalarText scalar;
  const auto text = scalarText(value, scalar);
  if (!text) {
    return false;
  }
  switch (input.type) {
    case InputType::Number:
      return !value.is_bool() && isWholeNumber(*text);
    case InputType::Tel:
      return !value.is_bool() && isPhone(*text);
    case InputType::Url:
      return value.is_string() && isWebAddress(*text);
    case InputType::Datetime:
      return value.is_string() && isDatetime(*text);
    case InputType::Select:
      return spellingInSelect(input, *text).has_value();
    case InputType::Unset:
    case InputType::Text:
    case InputType::Textarea:
      break;
  }
  return true;
}

std::string expectedOf(const ActionInput& input) {
  switch (input.type) {
    case InputType::Number:
      return "a whole number";
    case InputType::Tel:
      return "a phone number of at most " + std::to_string(kPhoneCharactersMax) + " characters";
    case InputType::Url:
      return "a web address that begins with http:// or https://";
    case InputType::Datetime:
      return "a date such as 2024-03-05, 2024-03-05T08:15:00 or 2024-03-05T08:15:00Z";
    case InputType::Select: {
      std::string choices = "one of: ";
      forEachChoice(input.format, [&choices](std::string_view choice) {
        choices += choices.back() == ' ' ? "" : ", ";
        choices += choice;
        return true;
      });
      return choices;
    }
    case InputType::Unset:
    case InputType::Text:
    case InputType::Textarea:
      break;
  }
  return "a text";
}

}  // namespace bailey::talkdesk
