// The JSON of a record to write: fields in the order they were set, each once.
#pragma once

#include "settings.h"

#include "bailey/contract.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::salesforce {

class RecordBody {
public:
  // Leaves the field out when `text` is empty: an input that is not filled in clears nothing.
  RecordBody& set(std::string_view field, std::string_view text);

  // Not overloads of set(): a string literal would rather be a bool than a string_view.
  RecordBody& setNumber(std::string_view field, std::int64_t number);
  RecordBody& setFlag(std::string_view field, bool value);

  // The org's own fields: inputs of the action that are filled in.
  RecordBody& setInputs(const ActionFields& fields, const ActionRequest& request);

  // And those that every new record of this action gets.
  RecordBody& setValues(const ActionFields& fields);

  [[nodiscard]] bool empty() const { return fields_.empty(); }

  [[nodiscard]] std::string json() const;

private:
  void setJson(std::string_view field, std::string json);

  std::vector<std::pair<std::string, std::string>> fields_;  // field -> JSON
};

}  // namespace bailey::salesforce
