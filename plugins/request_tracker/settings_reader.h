// Reads single values of the settings by their JSON pointer. What is wrong becomes a complaint, and
// reading goes on with the default, so that the operator sees all of it at once.
#pragma once

#include "bailey/errors.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::request_tracker {

struct Range {
  std::int64_t fallback;  // when the member is absent
  std::int64_t min;
  std::int64_t max;
};

class SettingsReader {
public:
  // Borrows both.
  SettingsReader(const nlohmann::json& settings,
                 std::vector<InvalidSettings::Complaint>& complaints)
      : settings_(settings),
        complaints_(complaints) {}

  // Null when absent.
  [[nodiscard]] const nlohmann::json* value(const std::string& pointer) const;

  // Complains when the member is there and is no object.
  void object(const std::string& pointer);

  // Not empty when present.
  [[nodiscard]] std::string text(const std::string& pointer, std::string fallback);

  [[nodiscard]] std::int64_t integer(const std::string& pointer, Range range);

  [[nodiscard]] bool boolean(const std::string& pointer, bool fallback);

  // Adds the members of an object of texts to `texts`, or replaces them; names in lower case when
  // `fold` says so.
  void texts(const std::string& pointer, std::map<std::string, std::string>& texts, bool fold);

  // The same with numbers from 0 to `max`.
  void integers(const std::string& pointer,
                std::map<std::string, std::int64_t>& numbers,
                std::int64_t max);

  void complain(std::string pointer, std::string message) {
    complaints_.push_back({std::move(pointer), std::move(message)});
  }

private:
  const nlohmann::json& settings_;
  std::vector<InvalidSettings::Complaint>& complaints_;
};

}  // namespace bailey::request_tracker
