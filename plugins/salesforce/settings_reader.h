// Reads members of the settings by their JSON pointers and complains about those of another form.
#pragma once

#include "complaints.h"
#include "settings.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace bailey::salesforce {

struct Range {
  std::int64_t fallback;
  std::int64_t min;
  std::int64_t max;
};

class SettingsReader {
public:
  // Both outlive the reader.
  SettingsReader(const nlohmann::json& settings, Complaints& complaints)
      : settings_(settings),
        complaints_(complaints) {}

  // Null when it is not there.
  [[nodiscard]] const nlohmann::json* find(const std::string& pointer) const;

  // Complains when it is there and no object.
  void needObject(const std::string& pointer);

  [[nodiscard]] std::string text(const std::string& pointer, std::string fallback);
  [[nodiscard]] std::int64_t integer(const std::string& pointer, const Range& range);
  [[nodiscard]] bool boolean(const std::string& pointer);

  // The text at `pointer`, or a list of texts, each the path of a field.
  [[nodiscard]] FieldPaths fieldPaths(const std::string& pointer, FieldPaths fallback);

  // The members of an object whose values are texts.
  [[nodiscard]] std::map<std::string, std::string> texts(const std::string& pointer);

  void complain(const std::string& pointer, const std::string& message) {
    complaints_.add(pointer, message);
  }

private:
  const nlohmann::json& settings_;
  Complaints& complaints_;
};

// The JSON pointer of member `name` of the object at `parent`.
[[nodiscard]] std::string pointerTo(const std::string& parent, const std::string& name);

}  // namespace bailey::salesforce
