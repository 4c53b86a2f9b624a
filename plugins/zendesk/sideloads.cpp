#include "sideloads.h"

namespace bailey::zendesk {

void addIdentity(Identities& identities, JsonNode identity) {
  const std::string_view type = identity["type"].string();
  const std::string_view value = identity["value"].string();
  if (value.empty()) {
    return;
  }
  if (type == "email") {
    identities.emails.emplace_back(value);
  } else if (type == "phone_number") {
    identities.phones.emplace_back(value);
  }
}

Sideloads::Sideloads(JsonNode answer) {
  answer["organizations"].forEachElement([&](JsonNode organization) {
    organizations_.emplace(organization["id"].text(), organization["name"].string());
  });
  answer["identities"].forEachElement(
      [&](JsonNode identity) { addIdentity(identities_[identity["user_id"].text()], identity); });
}

std::string_view Sideloads::organizationOf(JsonNode user) const {
  const auto found = organizations_.find(user["organization_id"].text());
  return found == organizations_.end() ? std::string_view() : found->second;
}

const Identities& Sideloads::identitiesOf(std::string_view user_id) const {
  static const Identities kNone;
  const auto found = identities_.find(std::string(user_id));
  return found == identities_.end() ? kNone : found->second;
}

}  // namespace bailey::zendesk
