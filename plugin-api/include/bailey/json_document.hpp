// An answer of the CRM as JSON: parsed and checked whole by simdjson, then read in place, without a
// tree of objects. Link simdjson::simdjson (Debian: libsimdjson-dev) in plugins that include this.
#pragma once

#include "bailey/errors.hpp"

#include <simdjson.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace bailey {

// One value of a JsonDocument, or none. Reading never fails: what is missing, null or of another
// kind is an absent node or nothing, because a CRM leaves out whatever it likes. Valid as long as
// its document.
class JsonNode {
public:
  JsonNode() = default;

  explicit JsonNode(simdjson::dom::element element) : element_(element) {}

  // False for what is not there and for null.
  [[nodiscard]] bool present() const { return element_ && !element_->is_null(); }

  [[nodiscard]] bool isObject() const { return element_ && element_->is_object(); }

  [[nodiscard]] bool isArray() const { return element_ && element_->is_array(); }

  // The member `name` of an object; absent when there is none, or no object.
  [[nodiscard]] JsonNode operator[](std::string_view name) const {
    simdjson::dom::object object;
    simdjson::dom::element member;
    if (!element_ || element_->get(object) != simdjson::SUCCESS ||
        object.at_key(name).get(member) != simdjson::SUCCESS) {
      return {};
    }
    return JsonNode(member);
  }

  // A string's content, unescaped; empty for anything else.
  [[nodiscard]] std::string_view string() const {
    std::string_view found;
    return element_ && element_->get(found) == simdjson::SUCCESS ? found : std::string_view();
  }

  // Any scalar as text: ids come as numbers from one CRM and as strings from another. Integers are
  // exact up to 64 bits.
  [[nodiscard]] std::string text() const {
    if (!element_) {
      return {};
    }
    switch (element_->type()) {
      case simdjson::dom::element_type::STRING:
        return std::string(string());
      case simdjson::dom::element_type::INT64:
        return std::to_string(std::int64_t{*element_});
      case simdjson::dom::element_type::UINT64:
        return std::to_string(std::uint64_t{*element_});
      case simdjson::dom::element_type::DOUBLE:
        return textOf(double{*element_});
      case simdjson::dom::element_type::BOOL:
        return bool{*element_} ? "true" : "false";
      default:
        return {};
    }
  }

  // An integer, written as a number or as a string of digits.
  [[nodiscard]] std::optional<std::int64_t> integer() const {
    std::int64_t value = 0;
    if (element_ && element_->get(value) == simdjson::SUCCESS) {
      return value;
    }
    const std::string_view digits = string();
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = failed == std::errc() && end == digits.data() + digits.size();
    return whole && !digits.empty() ? std::optional(value) : std::nullopt;
  }

  // Only a real true or false.
  [[nodiscard]] std::optional<bool> boolean() const {
    bool value = false;
    return element_ && element_->get(value) == simdjson::SUCCESS ? std::optional(value)
                                                                 : std::nullopt;
  }

  // Calls visit(element) for each element of an array, and not at all for anything else.
  template <typename Visit>
  void forEachElement(Visit&& visit) const {
    simdjson::dom::array array;
    if (element_ && element_->get(array) == simdjson::SUCCESS) {
      for (const simdjson::dom::element element : array) {
        visit(JsonNode(element));
      }
    }
  }

  // Calls visit(name, value) for each member of an object, and not at all for anything else.
  template <typename Visit>
  void forEachMember(Visit&& visit) const {
    simdjson::dom::object object;
    if (element_ && element_->get(object) == simdjson::SUCCESS) {
      for (const simdjson::dom::key_value_pair member : object) {
        visit(member.key, JsonNode(member.value));
      }
    }
  }

private:
  // The shortest that reads as the same number; whole ones without a fraction.
  static std::string textOf(double number) {
    std::array<char, 32> digits{};
    const auto [end, failed] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return failed == std::errc() ? std::string(digits.data(), end) : std::string();
  }

  std::optional<simdjson::dom::element> element_;
};

// Parses the whole text at once, so that what is cut short or broken is an error here and never
// half a page. Owns what its nodes point to; the text itself may go.
class JsonDocument {
public:
  // REQUIRES: 64 bytes behind `body` are readable, as those of HttpResponse::body() are.
  // Throws Unavailable when it is not JSON.
  explicit JsonDocument(std::string_view body) {
    simdjson::dom::element root;
    const bool in_place = false;
    if (parser_.parse(body.data(), body.size(), in_place).get(root) != simdjson::SUCCESS) {
      throw Error(Error::Code::Unavailable, "The CRM answered something that is not JSON.");
    }
    root_ = JsonNode(root);
  }

  // Its nodes point into it.
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;
  JsonDocument(JsonDocument&&) = delete;
  JsonDocument& operator=(JsonDocument&&) = delete;
  ~JsonDocument() = default;

  [[nodiscard]] JsonNode root() const { return root_; }

  [[nodiscard]] JsonNode operator[](std::string_view name) const { return root_[name]; }

private:
  simdjson::dom::parser parser_;
  JsonNode root_;
};

}  // namespace bailey
