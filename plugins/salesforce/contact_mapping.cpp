#include "contact_mapping.h"

#include "fields.h"
#include "record_id.h"
#include "times.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace bailey::salesforce {
namespace {

// Talkdesk needs a name: what people would call the contact by.
std::string nameOf(JsonNode record, const ContactFields& fields, const Contact& contact) {
  std::string name = firstText(record, fields.name);
  if (name.empty()) {
    name = wholeName(record);
  }
  for (const auto* list : {&contact.emails, &contact.phones}) {
    if (name.empty() && !list->empty()) {
      name = list->front();
    }
  }
  return name.empty() ? contact.id : name;
}

// `text` with commas for its line breaks.
std::string inOneLine(std::string text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  for (std::size_t at = text.find_first_of("\r\n"); at != std::string::npos;
       at = text.find_first_of("\r\n", at)) {
    const std::size_t begin = text.find_last_not_of(kBlanks, at) + 1;
    const std::size_t end = std::min(text.find_first_not_of(kBlanks, at), text.size());
    text.replace(begin, end - begin, ", ");
    at = begin;
  }
  return text;
}

// One line of all parts; a street may have several.
std::string addressOf(JsonNode record, const FieldPaths& paths) {
  std::string address;
  for (std::string& part : allTexts(record, paths)) {
    address += (address.empty() ? "" : ", ") + inOneLine(std::move(part));
  }
  return address;
}

}  // namespace

FieldPaths contactPaths(const ContactFields& fields) {
  FieldPaths paths = {"Id", "SystemModstamp"};
  for (const FieldPaths* each : {&fields.name,
                                 &fields.company,
                                 &fields.title,
                                 &fields.emails,
                                 &fields.phones,
                                 &fields.photo_url,
                                 &fields.address,
                                 &fields.websites,
                                 &fields.twitter}) {
    addPaths(paths, *each);
  }
  return paths;
}

Contact toContact(JsonNode record,
                  const ContactFields& fields,
                  const Org& org,
                  std::string_view object) {
  Contact contact{.id = fieldText(record, "Id")};
  if (!isRecordId(contact.id)) {
    contact.id.clear();
    return contact;
  }
  contact.company = firstText(record, fields.company);
  contact.title = firstText(record, fields.title);
  contact.emails = allTexts(record, fields.emails);
  contact.phones = allTexts(record, fields.phones);
  contact.photo_url = firstText(record, fields.photo_url);
  contact.address = addressOf(record, fields.address);
  contact.websites = allTexts(record, fields.websites);
  contact.twitter = firstText(record, fields.twitter);
  contact.url = org.page(object, contact.id);
  contact.name = nameOf(record, fields, contact);
  return contact;
}

std::string changeTimeOf(JsonNode record) {
  return utcTime(record["SystemModstamp"].string());
}

}  // namespace bailey::salesforce
