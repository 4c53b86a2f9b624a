// JSON of a test's as the plugin's mapping reads it.
#pragma once

#include "bailey/json_document.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace bailey::zendesk_test {

class ParsedJson {
public:
  explicit ParsedJson(const nlohmann::json& json);

  [[nodiscard]] JsonNode node() const { return document_.root(); }

private:
  std::string text_;
  JsonDocument document_;
};

}  // namespace bailey::zendesk_test
