// Reads one JSON object of the settings strictly: every member must be asked for, and be of the
// right type. What is wrong becomes a complaint, and reading goes on with a default.
#pragma once

#include "complaints.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace bailey::sql {

struct Range {
  std::int64_t fallback;  // when the member is absent
  std::int64_t min;
  std::int64_t max;
};

class ObjectReader {
public:
  // Borrows both; complains when `value` is not an object.
  ObjectReader(const nlohmann::json& value, std::string pointer, Complaints& complaints);

  // The member, or null when absent.
  [[nodiscard]] const nlohmann::json* member(const std::string& name);

  // Not empty when present.
  [[nodiscard]] std::optional<std::string> text(const std::string& name);
  [[nodiscard]] std::string neededText(const std::string& name);

  // SQL: a text, or a list of lines. The first complains when there is none, and gives "".
  [[nodiscard]] std::string statement(const std::string& name);
  [[nodiscard]] std::optional<std::string> optionalStatement(const std::string& name);

  [[nodiscard]] std::int64_t integer(const std::string& name, Range range);

  // An object whose members are all texts; empty when absent.
  [[nodiscard]] std::map<std::string, std::string> texts(const std::string& name);

  // Complains about every member that nobody asked for. Call it last.
  void finish();

  [[nodiscard]] std::string pointer(const std::string& name) const;

private:
  const nlohmann::json* object_;  // null when the value is not an object
  std::string pointer_;
  Complaints& complaints_;
  std::set<std::string> known_;
};

// A text that is not empty, or the lines of a list of texts as one; nothing for anything else.
[[nodiscard]] std::optional<std::string> joinedLines(const nlohmann::json& json);

}  // namespace bailey::sql
