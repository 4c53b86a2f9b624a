// The part of JSON Schema (draft 2020-12) that the schemas of config/ use, so that a test can hold
// them against the parser. An unknown keyword fails the test: nothing is ignored silently.
#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace bailey::config {

class SchemaValidator {
public:
  explicit SchemaValidator(nlohmann::json root);

  [[nodiscard]] bool accepts(const nlohmann::json& instance);

  // Every schema that applies to each place of a valid `instance`, by the place's JSON pointer.
  [[nodiscard]] std::map<std::string, std::vector<const nlohmann::json*>> schemasAt(
      const nlohmann::json& instance);

  // The schemas of all properties of all objects, wherever they stand.
  [[nodiscard]] std::set<const nlohmann::json*> propertySchemas() const;

private:
  using Places = std::map<std::string, std::vector<const nlohmann::json*>>;

  bool accepts(const nlohmann::json& schema, const nlohmann::json& instance);
  bool acceptsKeyword(const std::string& keyword,
                      const nlohmann::json& schema,
                      const nlohmann::json& instance);
  bool acceptsText(const std::string& keyword,
                   const nlohmann::json& argument,
                   const std::string& text);
  bool acceptsObject(const std::string& keyword,
                     const nlohmann::json& schema,
                     const nlohmann::json& instance);
  void collect(const nlohmann::json& schema,
               const nlohmann::json& instance,
               const std::string& pointer,
               Places& places);
  void collectMembers(const nlohmann::json& schema,
                      const nlohmann::json& instance,
                      const std::string& pointer,
                      Places& places);
  [[nodiscard]] const nlohmann::json& resolve(const std::string& reference) const;

  const nlohmann::json root_;
  std::map<std::string, std::regex> patterns_;
};

}  // namespace bailey::config
