#include "documents/value_provider.h"

#include <algorithm>
#include <array>

namespace bailey::documents {
namespace {

constexpr std::array<std::string_view, 16> kDocumented = {"contact.first_name",
                                                          "contact.last_name",
                                                          "contact.email",
                                                          "contact.phone",
                                                          "contact.address",
                                                          "contact.title",
                                                          "contact.company",
                                                          "contact.twitter",
                                                          "contact.linkedin",
                                                          "contact.facebook",
                                                          "contact.skype",
                                                          "contact.googleplus",
                                                          "contact.website",
                                                          "contact.industry",
                                                          "contact.location",
                                                          "contact.updated_at"};

constexpr std::array<std::string_view, 11> kSeen = {"contact.name",
                                                    "account.email",
                                                    "account_id",
                                                    "account.name",
                                                    "tags.agents_emails",
                                                    "tags.agents_names",
                                                    "agent.tags_list",
                                                    "tags",
                                                    "contact_phone_number",
                                                    "event",
                                                    "contact_id"};

}  // namespace

ValueProvider valueProviderNamed(std::string_view name) {
  if (std::find(kDocumented.begin(), kDocumented.end(), name) != kDocumented.end()) {
    return ValueProvider::Documented;
  }
  const bool seen = std::find(kSeen.begin(), kSeen.end(), name) != kSeen.end();
  return seen ? ValueProvider::Seen : ValueProvider::Unknown;
}

}  // namespace bailey::documents
