// ObjectReader: reads one JSON object strictly. Each getter names a key, whether it is needed and
// what it may be; finish() complains about every key no getter named. A wrong value is a complaint
// and leaves the output as it was, so that reading goes on and finds the next mistake.
#pragma once

#include "config/complaint.h"
#include "config/text_rules.h"

#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::config {

enum class Need : std::uint8_t { Unset = 0, Optional, Required };

// Hidden where a value can be a secret: complaints then tell its type only.
enum class Values : std::uint8_t { Unset = 0, Shown, Hidden };

// Both ends included.
struct Range {
  std::int64_t min = 0;
  std::int64_t max = 0;
};

template <typename Value>
struct Choice {
  std::string_view name;
  Value value;
};

// "a string", "a list", `"short text"`, `70000`: what stands there, for the end of a complaint.
std::string describe(const nlohmann::json& value, Values values);

class ObjectReader {
public:
  // `value` and `complaints` must outlive the reader. A value that is no object is a complaint; the
  // reader then acts as if every key were absent and says nothing more.
  ObjectReader(const nlohmann::json& value,
               std::string pointer,
               Complaints& complaints,
               Values values = Values::Shown);

  // Every `key` must be a literal or live as long as the reader: finish() lists them.

  template <typename Number>
  void number(Need need, std::string_view key, Number& out, Range range) {
    if (const auto found = wholeNumber(need, key, range)) {
      out = static_cast<Number>(*found);
    }
  }

  // Keys of times end in _ms.
  void time(Need need, std::string_view key, std::chrono::milliseconds& out, Range range);
  void flag(Need need, std::string_view key, bool& out);
  void text(Need need, std::string_view key, std::string& out, const TextRule& rule);

  // A relative path is taken from `folder`.
  void path(Need need,
            std::string_view key,
            std::filesystem::path& out,
            const std::filesystem::path& folder);

  template <typename Value, std::size_t Count>
  void choice(Need need,
              std::string_view key,
              Value& out,
              const std::array<Choice<Value>, Count>& choices) {
    std::string expected;
    for (std::size_t i = 0; i < Count; ++i) {
      expected += i == 0 ? "" : (i + 1 == Count ? " or " : ", ");
      expected += inQuotes(choices[i].name);
    }
    const nlohmann::json* found = value(need, key, expected);
    for (const Choice<Value>& choice : choices) {
      if (found != nullptr && found->is_string() &&
          found->get_ref<const std::string&>() == choice.name) {
        out = choice.value;
        return;
      }
    }
    if (found != nullptr) {
      refuse(key, expected, *found);
    }
  }

  // A reader for the object under `key`, if there is one.
  std::optional<ObjectReader> object(Need need, std::string_view key);

  // The list under `key`, if there is one of a size in `size`. `what` names the elements.
  const nlohmann::json* list(Need need, std::string_view key, std::string_view what, Range size);

  // Whatever stands under `key`, or null. `expected` ends the sentence "it must be ...".
  const nlohmann::json* value(Need need, std::string_view key, std::string_view expected);

  // Complains that the value under `key` must be `expected`.
  void refuse(std::string_view key, std::string_view expected, const nlohmann::json& actual);

  // Complains about the value under `key`.
  void complain(std::string_view key, std::string message);

  [[nodiscard]] std::string pointerTo(std::string_view key) const;

  // Complains about every key that no getter was asked for, with what was probably meant.
  void finish();

private:
  std::optional<std::int64_t> wholeNumber(Need need, std::string_view key, Range range);

  const nlohmann::json* object_;  // Null when the value is no object.
  std::string pointer_;
  Complaints* complaints_;
  Values values_;
  std::vector<std::string_view> known_;
};

}  // namespace bailey::config
