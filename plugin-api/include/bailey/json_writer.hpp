// A JSON writer that appends to a string: the half of json.hpp that answers are made with.
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace bailey {

// Appends JSON to a string. Commas come by themselves; nesting is up to the caller. Text is escaped
// but not checked: it must be UTF-8. More than 64 levels, or an end() too many, throws
// std::out_of_range.
//   JsonWriter json(out);
//   json.beginObject().member("id", "17").key("emails").beginArray().value("a@b.c").end().end();
class JsonWriter {
public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& beginObject() { return open('{', '}'); }

  JsonWriter& beginArray() { return open('[', ']'); }

  // Closes what was opened last.
  JsonWriter& end() {
    out_ += closers_.at(depth_ - 1);  // depth 0 wraps around and is refused as well
    --depth_;
    first_ = false;
    return *this;
  }

  JsonWriter& key(std::string_view name) {
    separate();
    quote(name);
    out_ += ':';
    first_ = true;
    return *this;
  }

  JsonWriter& value(std::string_view text) {
    separate();
    quote(text);
    return *this;
  }

  // Not left to conversions: a string literal would rather be a bool than a string_view.
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }

  template <std::integral Number>
  JsonWriter& value(Number number) {
    if constexpr (std::same_as<Number, bool>) {
      return raw(number ? "true" : "false");
    } else {
      std::array<char, 24> digits{};
      const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
      return raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
    }
  }

  // `json` is written as it is: it must be one JSON value.
  JsonWriter& raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
  }

  JsonWriter& member(std::string_view name, std::string_view text) { return key(name).value(text); }

  // Leaves the member out when the text is empty: Talkdesk's contract wants absent, not null.
  JsonWriter& optionalMember(std::string_view name, std::string_view text) {
    return text.empty() ? *this : member(name, text);
  }

private:
  JsonWriter& open(char opener, char closer) {
    separate();
    closers_.at(depth_) = closer;
    ++depth_;
    out_ += opener;
    first_ = true;
    return *this;
  }

  void separate() {
    if (!first_) {
      out_ += ',';
    }
    first_ = false;
  }

  void quote(std::string_view text) {
    out_ += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      if (c >= 0x20 && c != '"' && c != '\\') {
        continue;
      }
      out_.append(text, plain, i - plain);
      escape(c);
      plain = i + 1;
    }
    out_.append(text, plain);
    out_ += '"';
  }

  void escape(unsigned char c) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out_ += '\\';
    if (c == '"' || c == '\\') {
      out_ += static_cast<char>(c);
    } else {
      out_ += "u00";
      out_ += kHex[c >> 4];
      out_ += kHex[c & 0xF];
    }
  }

  std::string& out_;
  std::array<char, 64> closers_{};
  std::size_t depth_ = 0;
  bool first_ = true;
};

}  // namespace bailey
