// The values that must not come out again: what is in `auth`, what `secrets` provides, and settings
// whose name says that they are secret.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::conformance {

// Whether a member of this name holds something secret: "api_key", "db_password".
bool soundsSecret(std::string_view name);

class SecretValues {
public:
  // An account's name or address also stands in good answers; a token never does.
  enum class Kind : std::uint8_t { Unset = 0, Identity, Secret };

  // `name` is what reports call it: "auth.token". Values too short to be told from words of a
  // sentence are ignored.
  void add(std::string name, std::string_view value, Kind kind);

  // Every text in `auth`. When no name in it sounds secret, all of them are.
  void addAuth(const nlohmann::json& auth);

  // Every text in `settings` whose name sounds secret.
  void addSettings(const nlohmann::json& settings);

  // The name of a value that is in `text`, as it is or as JSON writes it; empty when none is.
  [[nodiscard]] std::string findIn(std::string_view text) const { return find(text, false); }

  // The same for those of Kind::Secret alone.
  [[nodiscard]] std::string findSecretIn(std::string_view text) const { return find(text, true); }

  // `text` with three asterisks in place of every value.
  [[nodiscard]] std::string redact(std::string_view text) const;

private:
  struct Value {
    std::string name;
    std::string text;
    Kind kind = Kind::Unset;
  };

  [[nodiscard]] std::string find(std::string_view text, bool secret_only) const;
  void addNamed(const std::string& place, std::string_view name, const nlohmann::json& value);

  std::vector<Value> values_;  // longest first: one may be part of another
};

}  // namespace bailey::conformance
