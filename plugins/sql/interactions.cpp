#include "interactions.h"

#include "bailey/change_time.hpp"
#include "bailey/contact_match.hpp"
#include "bailey/email.hpp"
#include "bailey/phone.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace bailey::sql {
namespace {

// Contacts behind one shared number or address that are looked at before giving up on it.
constexpr std::size_t kCandidatesMax = 1'000;

constexpr std::array<std::string_view, 5> kPriorities = {"none", "low", "normal", "high", "urgent"};
constexpr std::array<std::string_view, 5> kStatuses = {
    "new", "open", "pending", "solved", "closed"};

template <typename List>
bool contains(const List& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

template <typename List>
std::string onlyFrom(const List& allowed, std::string text) {
  return contains(allowed, text) ? std::move(text) : std::string();
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool sameWord(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
    return lower(a) == lower(b);
  });
}

void addOnce(std::vector<Value>& list, const Value& value) {
  if (!std::holds_alternative<std::monostate>(value) &&
      std::find(list.begin(), list.end(), value) == list.end()) {
    list.push_back(value);
  }
}

// A plain time means UTC; Talkdesk is told so. (contract.md §4)
std::string contractDate(std::string text) {
  constexpr std::size_t kDay = 10;
  constexpr std::size_t kSecond = 19;
  if (text.size() == kDay && readChangeTime(text + " 00:00:00").has_value()) {
    return text + " 00:00:00 UTC";
  }
  if (text.size() >= kSecond && text.back() != 'Z' && text[kDay] == ' ' &&
      readChangeTime(text).has_value()) {
    return text.substr(0, kSecond) + " UTC";
  }
  return text;
}

template <typename List>
void checkValues(const Mapping& mapping,
                 const std::string& field,
                 const List& allowed,
                 Complaints& complaints) {
  const auto values = mapping.values.find(field);
  if (values == mapping.values.end()) {
    return;
  }
  for (const auto& [from, to] : values->second) {
    if (!contains(allowed, to)) {
      complaints.add(pointerTo("/interactions/values/" + field, from),
                     "must become one of " + listed({allowed.begin(), allowed.end()}));
    }
  }
}

std::optional<std::size_t> columnOf(const Query& query, const std::string& name) {
  const auto found = std::find(query.columns.begin(), query.columns.end(), name);
  return found == query.columns.end()
             ? std::nullopt
             : std::optional(static_cast<std::size_t>(found - query.columns.begin()));
}

// The index of the column "id" of a statement that looks for a contact.
std::size_t idColumn(const Query& query, Complaints& complaints) {
  const std::optional<std::size_t> column = columnOf(query, "id");
  if (!column.has_value() && !query.columns.empty()) {
    complaints.add(query.pointer, "must give a column \"id\"; it gives " + listed(query.columns));
  }
  return column.value_or(0);
}

}  // namespace

Interactions::Interactions(const InteractionSettings& settings,
                           std::vector<std::string> types,
                           Preparation& preparation)
    : types_(std::move(types)),
      limit_(settings.limit),
      by_contact_(preparation.reading("/interactions/by_contact",
                                      settings.by_contact,
                                      {{"contact_id", "types", "limit"}, {"contact_id"}, {}})) {
  Complaints& complaints = preparation.complaints();
  if (settings.find_contact_by_id.has_value()) {
    find_by_id_ = preparation.reading("/interactions/find_contact_by_id",
                                      *settings.find_contact_by_id,
                                      {{"contact_id"}, {"contact_id"}, {}});
  }
  if (settings.find_contact_by_email.has_value()) {
    find_by_email_ = preparation.reading("/interactions/find_contact_by_email",
                                         *settings.find_contact_by_email,
                                         {{"email"}, {"email"}, {}});
    found_by_email_ = idColumn(*find_by_email_, complaints);
    found_email_ = columnOf(*find_by_email_, "email");
  }
  if (settings.find_contact_by_phone.has_value()) {
    find_by_phone_ =
        preparation.reading("/interactions/find_contact_by_phone",
                            *settings.find_contact_by_phone,
                            {{"phone", "digits", "last9"}, {}, {"phone", "digits", "last9"}});
    found_by_phone_ = idColumn(*find_by_phone_, complaints);
    found_phone_ = columnOf(*find_by_phone_, "phone");
  }
  if (const auto map = settings.mapping.values.find("type"); map != settings.mapping.values.end()) {
    type_values_ = map->second;
  }
  checkValues(settings.mapping, "type", types_, complaints);
  checkValues(settings.mapping, "priority", kPriorities, complaints);
  checkValues(settings.mapping, "status", kStatuses, complaints);
  belongs_to_ = columnOf(by_contact_, "contact_id");
  RecordFields fields(settings.mapping, "/interactions", by_contact_, complaints);
  id_ = fields.neededField("id", FieldKind::Text);
  subject_ = fields.neededField("subject", FieldKind::Text);
  description_ = fields.optionalField("description", FieldKind::Text);
  date_ = fields.neededField("date", FieldKind::Text);
  url_ = fields.optionalField("url", FieldKind::Text);
  type_ = fields.neededField("type", FieldKind::Text);
  priority_ = fields.optionalField("priority", FieldKind::Text);
  status_ = fields.optionalField("status", FieldKind::Text);
  fields.finish();
}

std::vector<Interaction> Interactions::retrieve(const InteractionRetrievalRequest& request,
                                                Session& session,
                                                Call& call) const {
  const std::vector<std::string> types = wanted(request);
  std::vector<Interaction> found;
  if (types.empty()) {
    return found;
  }
  const std::vector<Value> people = contacts(request, session, call);
  Arguments arguments(request.auth);
  arguments.set("types", databaseTypes(types));
  arguments.set("limit", limit_);
  std::set<std::string> ids;
  const auto isWanted = [&types, &ids](const Interaction& item) {
    return !item.id.empty() && contains(types, item.type) && ids.insert(item.id).second;
  };
  for (const Value& contact : people) {
    arguments.set("contact_id", contact);
    for (Interaction& item : ofContact(contact, arguments, session)) {
      if (isWanted(item)) {
        found.push_back(std::move(item));
      }
    }
  }
  if (people.size() > 1) {  // each contact's are in order, the union is not
    std::stable_sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
      return left.date > right.date;
    });
    found.resize(std::min(found.size(), static_cast<std::size_t>(limit_)));
  }
  return found;
}

std::vector<Interaction> Interactions::ofContact(const Value& contact,
                                                 const Arguments& arguments,
                                                 Session& session) const {
  std::vector<Interaction> items;
  Rows rows = session.run(by_contact_, arguments);
  for (std::int64_t row = 0; row < limit_ && rows.next(); ++row) {
    if (belongsTo(contact, rows)) {
      items.push_back(interaction(rows));
    }
  }
  return items;
}

// In the configured spelling; Talkdesk's may differ in case. (contract.md §8, C19)
std::vector<std::string> Interactions::wanted(const InteractionRetrievalRequest& request) const {
  if (!request.types.has_value()) {
    return types_;
  }
  std::vector<std::string> wanted;
  for (const std::string& type : types_) {
    const auto is_asked_for = [&type](const std::string& asked) {
      return sameWord(asked, type);
    };
    if (std::any_of(request.types->begin(), request.types->end(), is_asked_for)) {
      wanted.push_back(type);
    }
  }
  return wanted;
}

// The wanted types as the database spells them, as a JSON array.
std::string Interactions::databaseTypes(const std::vector<std::string>& wanted) const {
  std::string text;
  JsonWriter json(text);
  json.beginArray();
  for (const std::string& type : wanted) {
    json.value(type);
  }
  for (const auto& [from, to] : type_values_) {
    if (contains(wanted, to)) {
      json.value(from);
    }
  }
  json.end();
  return text;
}

// Usually one. By id, else by e-mail, else by phone, never by name. An address that several
// contacts share finds nobody: the wrong person's data is worse than none.
std::vector<Value> Interactions::contacts(const InteractionRetrievalRequest& request,
                                          Session& session,
                                          Call& call) const {
  if (!request.contact_id.empty()) {
    const Value id = request.contact_id;
    Arguments arguments(request.auth);
    arguments.set("contact_id", id);
    // Without a statement that tells, the id is believed.
    if (!find_by_id_.has_value() || session.run(*find_by_id_, arguments).next()) {
      return {id};
    }
  }
  std::vector<Value> people;
  std::size_t shared = 0;
  const auto add = [&](const std::vector<Value>& matches) {
    if (matches.size() == 1) {
      addOnce(people, matches.front());
    }
    shared += matches.size() > 1 ? 1U : 0U;
  };
  for (const std::string& email : request.contact_emails) {
    add(byEmail(email, request.auth, session));
  }
  for (const std::string& phone : request.contact_phones) {
    if (!people.empty()) {
      break;
    }
    add(byPhone(phone, request.auth, session));
  }
  if (shared > 0) {
    call.log(LogLevel::Info,
             "interactions: " + std::to_string(shared) +
                 " of the contact's e-mails and phones belong to several contacts of the CRM and "
                 "were not used");
  }
  return people;
}

std::vector<Value> Interactions::byEmail(const std::string& email,
                                         JsonView auth,
                                         Session& session) const {
  std::vector<Value> matches;
  if (!find_by_email_.has_value()) {
    return matches;
  }
  Arguments arguments(auth);
  arguments.set("email", email);
  Rows rows = session.run(*find_by_email_, arguments);
  for (std::size_t row = 0; row < kCandidatesMax && matches.size() < 2 && rows.next(); ++row) {
    // Without a column to compare, the statement is believed.
    if (!found_email_.has_value() || sameEmail(email, textOf(rows.value(*found_email_)))) {
      addOnce(matches, rows.value(found_by_email_));
    }
  }
  return matches;
}

std::vector<Value> Interactions::byPhone(const std::string& phone,
                                         JsonView auth,
                                         Session& session) const {
  std::vector<Value> exact;
  std::vector<Value> national;
  const std::string digits = digitsOf(phone);
  if (!find_by_phone_.has_value() || digits.empty()) {
    return exact;
  }
  Arguments arguments(auth);
  arguments.set("phone", phone);
  arguments.set("digits", digits);
  if (digits.size() >= kNationalDigitsMin) {
    arguments.set("last9", digits.substr(digits.size() - kNationalDigitsMin));
  }
  Rows rows = session.run(*find_by_phone_, arguments);
  for (std::size_t row = 0; row < kCandidatesMax && rows.next(); ++row) {
    const Value id = rows.value(found_by_phone_);
    // Without a column to compare, the statement is believed.
    const PhoneMatch match = found_phone_.has_value()
                                 ? comparePhones(phone, textOf(rows.value(*found_phone_)))
                                 : PhoneMatch::Exact;
    if (match == PhoneMatch::Exact) {
      addOnce(exact, id);
    } else if (match == PhoneMatch::National) {
      addOnce(national, id);
    }
  }
  return exact.empty() ? national : exact;
}

// Without a column that tells, the statement is believed.
bool Interactions::belongsTo(const Value& contact, const Rows& rows) const {
  return !belongs_to_.has_value() ||
         matchesContact({.id = textOf(contact)}, {.id = textOf(rows.value(*belongs_to_))});
}

Interaction Interactions::interaction(const Rows& rows) const {
  return {id_.text(rows),
          subject_.text(rows),
          description_.text(rows),
          contractDate(date_.text(rows)),
          url_.text(rows),
          type_.text(rows),
          onlyFrom(kPriorities, priority_.text(rows)),
          onlyFrom(kStatuses, status_.text(rows))};
}

}  // namespace bailey::sql
