// Just enough JSON for a plugin's hot path: a view that reads a request without building a tree,
// and a writer that appends. For anything more (settings, documents) use nlohmann/json.
#pragma once

#include "bailey/json_writer.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace bailey {

// A borrowed view of one JSON value inside a larger text: valid as long as that text. Reading never
// fails loudly: what is not there, or is of another kind, is an invalid view or nothing.
//
// The host has validated the text of a request. On other text the results are meaningless, but
// every access stays inside it and every walk ends. Looking a member up walks the object, so keep
// what you need twice.
class JsonView {
public:
  enum class Kind : std::uint8_t { Absent = 0, Null, Boolean, Number, String, Array, Object };

  JsonView() = default;

  // `text` is one JSON value, with white space around it or not.
  explicit JsonView(std::string_view text) : text_(trim(text)) {}

  [[nodiscard]] Kind kind() const {
    if (text_.empty()) {
      return Kind::Absent;
    }
    switch (text_.front()) {
      case '{':
        return Kind::Object;
      case '[':
        return Kind::Array;
      case '"':
        return Kind::String;
      case 't':
      case 'f':
        return Kind::Boolean;
      case 'n':
        return Kind::Null;
      default:
        return Kind::Number;
    }
  }

  // False for a missing member and for null, which Talkdesk uses alike.
  [[nodiscard]] bool present() const { return kind() != Kind::Absent && kind() != Kind::Null; }

  // The member `name`, or an absent view. Of two with that name the first.
  [[nodiscard]] JsonView operator[](std::string_view name) const {
    JsonView found;
    forEachMember([&](std::string_view raw_name, JsonView value) {
      if (isName(raw_name, name)) {
        found = value;
        return false;
      }
      return true;
    });
    return found;
  }

  // Whether `raw_name`, a name as forEachMember() gives it, means `name`: "t\u006fken" is "token",
  // to the host as well, so reading it otherwise would miss what the host has checked.
  [[nodiscard]] static bool isName(std::string_view raw_name, std::string_view name) {
    if (raw_name.size() <= name.size()) {  // an escape is always longer than what it stands for
      return raw_name == name && name.find('\\') == std::string_view::npos;
    }
    return raw_name.find('\\') != std::string_view::npos && unescape(raw_name) == name;
  }

  // Calls visit(name, value) for each member of an object until it returns false. `name` is as
  // written, escapes and all: compare it with isName().
  template <typename Visit>
  void forEachMember(Visit&& visit) const {
    if (kind() != Kind::Object) {
      return;
    }
    std::size_t at = skipSpace(1);
    while (at < text_.size() && text_[at] == '"') {
      const std::size_t name_end = endOfString(at);
      if (name_end - at < 2) {
        return;
      }
      const std::string_view name = text_.substr(at + 1, name_end - at - 2);
      at = skipSpace(name_end);
      if (at >= text_.size() || text_[at] != ':') {
        return;
      }
      at = skipSpace(at + 1);
      const std::size_t value_end = endOfValue(at);
      if (value_end <= at || !visit(name, JsonView(text_.substr(at, value_end - at)))) {
        return;
      }
      at = skipComma(value_end);
    }
  }

  // Calls visit(value) for each element of an array until it returns false.
  template <typename Visit>
  void forEachElement(Visit&& visit) const {
    if (kind() != Kind::Array) {
      return;
    }
    std::size_t at = skipSpace(1);
    while (at < text_.size() && text_[at] != ']') {
      const std::size_t value_end = endOfValue(at);
      if (value_end <= at || !visit(JsonView(text_.substr(at, value_end - at)))) {
        return;
      }
      at = skipComma(value_end);
    }
  }

  // The value as text: a string without its escapes, a number or boolean as written, an array or
  // object as JSON, nothing for absent and null. Half a surrogate pair becomes U+FFFD, so valid
  // UTF-8 stays valid.
  [[nodiscard]] std::string text() const {
    if (kind() == Kind::String) {
      return unescape(text_.size() >= 2 ? text_.substr(1, text_.size() - 2) : std::string_view());
    }
    return present() ? std::string(text_) : std::string();
  }

  // An integer, or a string that is one: Talkdesk's offsets come as either. (contract.md C6)
  [[nodiscard]] std::optional<std::int64_t> integer() const {
    std::string_view digits = text_;
    if (kind() == Kind::String && digits.size() >= 2) {
      digits = digits.substr(1, digits.size() - 2);
    }
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failed != std::errc{} || end != digits.data() + digits.size()) {
      return std::nullopt;
    }
    return value;
  }

  [[nodiscard]] std::optional<bool> boolean() const {
    if (kind() != Kind::Boolean) {
      return std::nullopt;
    }
    return text_.front() == 't';
  }

  // The value's own JSON text; empty when absent.
  [[nodiscard]] std::string_view json() const { return text_; }

private:
  static bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

  static std::string_view trim(std::string_view text) {
    while (!text.empty() && isSpace(text.front())) {
      text.remove_prefix(1);
    }
    while (!text.empty() && isSpace(text.back())) {
      text.remove_suffix(1);
    }
    return text;
  }

  [[nodiscard]] std::size_t skipSpace(std::size_t at) const {
    while (at < text_.size() && isSpace(text_[at])) {
      ++at;
    }
    return at;
  }

  [[nodiscard]] std::size_t skipComma(std::size_t at) const {
    at = skipSpace(at);
    return at < text_.size() && text_[at] == ',' ? skipSpace(at + 1) : at;
  }

  // One past the closing quote of the string that opens at `at`, or the end of the text. Looks for
  // quotes with memchr and at the backslashes before each: an odd number of them escapes it.
  [[nodiscard]] std::size_t endOfString(std::size_t at) const {
    const std::size_t begin = at + 1;
    std::size_t quote = text_.find('"', begin);
    while (quote != std::string_view::npos) {
      std::size_t run = quote;
      while (run > begin && text_[run - 1] == '\\') {
        --run;
      }
      if ((quote - run) % 2 == 0) {
        return quote + 1;
      }
      quote = text_.find('"', quote + 1);
    }
    return text_.size();
  }

  // One past the last byte of the value that begins at `at`. Counts brackets instead of recursing.
  [[nodiscard]] std::size_t endOfValue(std::size_t at) const {
    std::size_t depth = 0;
    while (at < text_.size()) {
      const char c = text_[at];
      const bool opens = c == '{' || c == '[';
      const bool closes = c == '}' || c == ']';
      if (closes && depth == 0) {
        return at;
      }
      if (opens || closes) {
        depth = opens ? depth + 1 : depth - 1;
        ++at;
      } else {
        at = endOfPart(at, depth);
      }
      if (depth == 0) {
        return at;
      }
    }
    return text_.size();
  }

  // A string, or a scalar; inside brackets only one byte of what is no string.
  [[nodiscard]] std::size_t endOfPart(std::size_t at, std::size_t depth) const {
    if (text_[at] == '"') {
      return endOfString(at);
    }
    return depth == 0 ? endOfScalar(at) : at + 1;
  }

  [[nodiscard]] std::size_t endOfScalar(std::size_t at) const {
    while (at < text_.size() && text_[at] != ',' && text_[at] != '}' && text_[at] != ']' &&
           text_[at] != ':' && !isSpace(text_[at])) {
      ++at;
    }
    return at;
  }

  // What stands between the quotes of a string, without its escapes.
  static std::string unescape(std::string_view raw) {
    std::size_t escape = raw.find('\\');
    std::string out(raw.substr(0, escape));
    std::size_t at = escape;
    while (at < raw.size()) {
      at = appendEscape(raw, at + 1, out);
      escape = raw.find('\\', at);
      out += raw.substr(at, escape - at);
      at = escape;
    }
    return out;
  }

  // Appends what the escape at `at` (behind the backslash) stands for; gives the index behind it.
  static std::size_t appendEscape(std::string_view raw, std::size_t at, std::string& out) {
    if (at >= raw.size()) {
      return raw.size();
    }
    constexpr std::string_view kNames = "nrtbf\"\\/";
    constexpr std::string_view kMeans = "\n\r\t\b\f\"\\/";
    if (const std::size_t plain = kNames.find(raw[at]); plain != std::string_view::npos) {
      out += kMeans[plain];
      return at + 1;
    }
    std::uint32_t code = hex4(raw, at + 1);
    at += 5;
    if (isHighSurrogate(code) && at + 1 < raw.size() && raw[at] == '\\' && raw[at + 1] == 'u') {
      if (const std::uint32_t low = hex4(raw, at + 2); isLowSurrogate(low)) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        at += 6;
      }
    }
    const bool half = isHighSurrogate(code) || isLowSurrogate(code);
    appendUtf8(out, half ? kReplacement : code);
    return at < raw.size() ? at : raw.size();
  }

  static bool isHighSurrogate(std::uint32_t code) { return code >= 0xD800 && code < 0xDC00; }

  static bool isLowSurrogate(std::uint32_t code) { return code >= 0xDC00 && code < 0xE000; }

  static std::uint32_t hex4(std::string_view raw, std::size_t at) {
    std::uint32_t code = kReplacement;
    if (at + 4 <= raw.size()) {
      std::from_chars(raw.data() + at, raw.data() + at + 4, code, 16);
    }
    return code;
  }

  static void appendUtf8(std::string& out, std::uint32_t code) {
    const auto tail = [&](unsigned shift) {
      out += static_cast<char>(0x80 | ((code >> shift) & 0x3F));
    };
    if (code < 0x80) {
      out += static_cast<char>(code);
    } else if (code < 0x800) {
      out += static_cast<char>(0xC0 | (code >> 6));
      tail(0);
    } else if (code < 0x10000) {
      out += static_cast<char>(0xE0 | (code >> 12));
      tail(6);
      tail(0);
    } else {
      out += static_cast<char>(0xF0 | ((code >> 18) & 0x07));
      tail(12);
      tail(6);
      tail(0);
    }
  }

  static constexpr std::uint32_t kReplacement = 0xFFFD;  // U+FFFD, the replacement character

  std::string_view text_;
};

}  // namespace bailey
