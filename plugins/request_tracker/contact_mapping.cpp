#include "contact_mapping.h"

#include "user_fields.h"

#include "bailey/phone.hpp"
#include "bailey/url.hpp"

#include <algorithm>
#include <utility>

namespace bailey::request_tracker {
namespace {

// "Road 1, 10115 Berlin, DE"
std::string addressOf(JsonNode user) {
  std::string city(user["Zip"].string());
  city += city.empty() || user["City"].string().empty() ? "" : " ";
  city += user["City"].string();
  std::string line;
  const auto add = [&](std::string_view part) {
    if (!part.empty()) {
      (line += line.empty() ? "" : ", ") += part;
    }
  };
  add(user["Address1"].string());
  add(user["Address2"].string());
  add(city);
  add(user["State"].string());
  add(user["Country"].string());
  return line;
}

// Each number once, in whatever form it is there.
std::vector<std::string> withoutRepeats(std::vector<std::string> phones) {
  std::vector<std::string> once;
  for (std::string& phone : phones) {
    const bool known = std::any_of(once.begin(), once.end(), [&](const std::string& other) {
      return other == phone || comparePhones(other, phone) == PhoneMatch::Exact;
    });
    if (!known) {
      once.push_back(std::move(phone));
    }
  }
  return once;
}

void append(std::vector<std::string>& to, std::vector<std::string> values) {
  for (std::string& value : values) {
    to.push_back(std::move(value));
  }
}

void setCustomField(Contact& contact, const std::string& field, std::vector<std::string> values) {
  if (values.empty()) {
    return;
  }
  if (field == "emails") {
    append(contact.emails, std::move(values));
  } else if (field == "phones") {
    append(contact.phones, std::move(values));
  } else if (field == "websites") {
    append(contact.websites, std::move(values));
  } else if (field == "company") {
    contact.company = std::move(values.front());
  } else if (field == "title") {
    contact.title = std::move(values.front());
  } else if (field == "address") {
    contact.address = std::move(values.front());
  } else if (field == "twitter") {
    contact.twitter = std::move(values.front());
  }
}

}  // namespace

std::string contactFields(const Settings& settings) {
  std::string fields =
      "id,Name,RealName,NickName,EmailAddress,Organization,MobilePhone,WorkPhone,HomePhone,"
      "PagerPhone,Address1,Address2,City,State,Zip,Country,LastUpdated";
  fields += settings.contacts.custom_fields.empty() ? "" : ",CustomFields";
  return fields;
}

std::string userPage(const Settings& settings, const std::string& id) {
  return Url(settings.web_url).path("User").path("Summary.html").query("id", id).text();
}

Contact toContact(JsonNode user, const Settings& settings) {
  ContactKeys keys = keysOf(user);
  Contact contact{.id = std::move(keys.id)};
  if (contact.id.empty()) {
    return contact;
  }
  contact.name = nameOf(user);
  contact.company = user["Organization"].string();
  contact.emails = std::move(keys.emails);
  contact.phones = std::move(keys.phones);
  contact.address = addressOf(user);
  contact.url = userPage(settings, contact.id);
  for (const auto& [field, custom_field] : settings.contacts.custom_fields) {
    setCustomField(contact, field, customValues(user, custom_field));
  }
  contact.phones = withoutRepeats(std::move(contact.phones));
  return contact;
}

}  // namespace bailey::request_tracker
