#include "contact_mapping.h"

#include "account.h"
#include "text.h"

#include "bailey/email.hpp"
#include "bailey/phone.hpp"

#include <algorithm>

namespace bailey::zendesk {
namespace {

void addEmail(std::vector<std::string>& emails, std::string_view email) {
  email = trimmed(email);
  if (!email.empty() && std::none_of(emails.begin(), emails.end(), [&](const std::string& known) {
        return known == email || sameEmail(known, email);
      })) {
    emails.emplace_back(email);
  }
}

void addPhone(std::vector<std::string>& phones, std::string_view phone) {
  phone = trimmed(phone);
  if (!phone.empty() && std::none_of(phones.begin(), phones.end(), [&](const std::string& known) {
        return known == phone || comparePhones(known, phone) == PhoneMatch::Exact;
      })) {
    phones.emplace_back(phone);
  }
}

// What the customer's own field says, put where the settings want it.
void setField(Contact& contact, std::string_view field, const std::string& text) {
  if (text.empty()) {
    return;
  }
  if (field == "emails") {
    addEmail(contact.emails, text);
  } else if (field == "phones") {
    addPhone(contact.phones, text);
  } else if (field == "websites") {
    contact.websites.push_back(text);
  } else if (field == "company") {
    contact.company = text;
  } else if (field == "title") {
    contact.title = text;
  } else if (field == "address") {
    contact.address = plainLine(text);
  } else if (field == "twitter") {
    contact.twitter = text.front() == '@' ? text.substr(1) : text;
  }
}

// Talkdesk wants a name in any case.
std::string nameOf(JsonNode user, const Contact& contact) {
  const std::string_view name = trimmed(user["name"].string());
  if (!name.empty()) {
    return std::string(name);
  }
  if (!contact.emails.empty()) {
    return contact.emails.front();
  }
  return contact.phones.empty() ? contact.id : contact.phones.front();
}

}  // namespace

bool isContact(JsonNode user, const ContactSettings& settings) {
  const std::string_view role = user["role"].string();
  return user["active"].boolean().value_or(true) &&
         std::find(settings.roles.begin(), settings.roles.end(), role) != settings.roles.end();
}

Contact toContact(JsonNode user,
                  const Sideloads& beside,
                  const ContactSettings& settings,
                  std::string_view origin) {
  Contact contact{.id = user["id"].text()};
  if (!isId(contact.id)) {
    contact.id.clear();
    return contact;
  }
  addEmail(contact.emails, user["email"].string());
  addPhone(contact.phones, user["phone"].text());
  const Identities& identities = beside.identitiesOf(contact.id);
  for (const std::string& email : identities.emails) {
    addEmail(contact.emails, email);
  }
  for (const std::string& phone : identities.phones) {
    addPhone(contact.phones, phone);
  }
  contact.company = beside.organizationOf(user);
  contact.photo_url = user["photo"]["content_url"].string();
  for (const auto& [field, key] : settings.fields) {
    setField(contact, field, std::string(trimmed(user["user_fields"][key].text())));
  }
  contact.name = nameOf(user, contact);
  contact.url = userPage(origin, contact.id);
  return contact;
}

bool isAgent(JsonNode user) {
  const std::string_view role = user["role"].string();
  return (role == "agent" || role == "admin") && user["active"].boolean().value_or(true) &&
         !user["suspended"].boolean().value_or(false) && isId(user["id"].text());
}

Agent toAgent(JsonNode user) {
  return {.id = user["id"].text(),
          .name = std::string(trimmed(user["name"].string())),
          .email = std::string(trimmed(user["email"].string()))};
}

}  // namespace bailey::zendesk
