// What Zendesk sends beside its users when asked to: the names of their organizations, and their
// further addresses and numbers.
#pragma once

#include "bailey/json_document.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bailey::zendesk {

// The addresses and numbers among a user's identities.
struct Identities {
  std::vector<std::string> emails;
  std::vector<std::string> phones;
};

// One element of a list "identities".
void addIdentity(Identities& identities, JsonNode identity);

// Views into the answer: valid as long as its document.
class Sideloads {
public:
  Sideloads() = default;

  // `answer` holds "organizations" and "identities", or none of them.
  explicit Sideloads(JsonNode answer);

  [[nodiscard]] std::string_view organizationOf(JsonNode user) const;
  [[nodiscard]] const Identities& identitiesOf(std::string_view user_id) const;

private:
  std::unordered_map<std::string, std::string_view> organizations_;
  std::unordered_map<std::string, Identities> identities_;
};

}  // namespace bailey::zendesk
