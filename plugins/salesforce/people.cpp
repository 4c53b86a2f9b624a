#include "people.h"

#include "fields.h"
#include "record_id.h"
#include "soql.h"
#include "sosl.h"

#include "bailey/email.hpp"
#include "bailey/phone.hpp"

#include <algorithm>
#include <utility>

namespace bailey::salesforce {
namespace {

// A URL holds 16 KiB, and a contact of Talkdesk's has a handful.
constexpr std::size_t kWantedMax = 10;

constexpr int kCandidatesMax = 100;

std::vector<std::string> searched(const std::vector<std::string>& texts) {
  return {texts.begin(),
          texts.begin() + static_cast<std::ptrdiff_t>(std::min(texts.size(), kWantedMax))};
}

// "Email IN ('a','b') OR Second__c IN ('a','b')"
std::string anyIn(const FieldPaths& paths, const std::vector<std::string>& texts) {
  const std::string list = literalList(texts);
  std::string condition;
  for (const std::string& path : paths) {
    (condition += condition.empty() ? "" : " OR ") += path + " IN " + list;
  }
  return condition;
}

std::string emailQuery(std::string_view object,
                       const FieldPaths& paths,
                       std::string_view condition,
                       const std::vector<std::string>& emails) {
  FieldPaths fields = {"Id"};
  addPaths(fields, paths);
  std::string soql = select(fields, object) + " WHERE ";
  const std::string any = anyIn(paths, emails);
  soql += condition.empty() ? any : std::string(condition) + " AND (" + any + ')';
  return soql + " LIMIT " + std::to_string(kCandidatesMax);
}

Returned returnedPhones(std::string_view object, const FieldPaths& paths) {
  FieldPaths fields = {"Id"};
  addPaths(fields, paths);
  return {object, std::move(fields)};
}

void addEmailsOf(std::vector<Person>& people,
                 const Records& records,
                 const FieldPaths& paths,
                 bool is_lead) {
  for (const JsonNode record : records.all()) {
    std::string id = fieldText(record, "Id");
    if (isRecordId(id)) {
      people.push_back({{std::move(id), allTexts(record, paths), {}}, is_lead});
    }
  }
}

// What a search finds says itself what it is, and its id says so as well.
std::vector<Person> peopleWithPhones(const Records& records, const Settings& settings) {
  std::vector<Person> people;
  for (const JsonNode record : records.all()) {
    std::string id = fieldText(record, "Id");
    const bool is_lead = isIdOf(kLeadPrefix, id);
    if (is_lead || isIdOf(kContactPrefix, id)) {
      const FieldPaths& paths =
          is_lead ? settings.lead_fields.phones : settings.contact_fields.phones;
      people.push_back({{std::move(id), {}, allTexts(record, paths)}, is_lead});
    }
  }
  return people;
}

// How well `person` fits: 0 not at all, more is better.
int fitOf(const Person& person, bool is_same, bool is_exact) {
  const int contact_first = person.is_lead ? 0 : 2;
  return is_same ? 1 + contact_first + (is_exact ? 1 : 0) : 0;
}

void addBest(Found& found, const std::vector<Person>& candidates, const std::vector<int>& fits) {
  const int best = fits.empty() ? 0 : *std::max_element(fits.begin(), fits.end());
  if (best == 0) {
    return;
  }
  if (std::count(fits.begin(), fits.end(), best) > 1) {
    ++found.shared;
    return;
  }
  const auto at = std::find(fits.begin(), fits.end(), best) - fits.begin();
  const Person& person = candidates[static_cast<std::size_t>(at)];
  const bool is_known =
      std::any_of(found.people.begin(), found.people.end(), [&](const Person& each) {
        return each.keys.id == person.keys.id;
      });
  if (!is_known) {
    found.people.push_back(person);
  }
}

int emailFit(const Person& person, const std::string& email) {
  const auto& emails = person.keys.emails;
  const bool is_same = std::any_of(emails.begin(), emails.end(), [&](const std::string& each) {
    return sameEmail(each, email);
  });
  return fitOf(person, is_same, is_same);
}

int phoneFit(const Person& person, const std::string& phone) {
  PhoneMatch best = PhoneMatch::None;
  for (const std::string& each : person.keys.phones) {
    best = std::max(best, comparePhones(each, phone));
  }
  return fitOf(person, best != PhoneMatch::None, best == PhoneMatch::Exact);
}

}  // namespace

Found onlyMatches(const std::vector<Person>& candidates, const ContactKeys& wanted) {
  Found found;
  std::vector<int> fits(candidates.size());
  const auto addFitting = [&](const std::string& key,
                              int (*fit)(const Person&, const std::string&)) {
    std::transform(candidates.begin(), candidates.end(), fits.begin(), [&](const Person& person) {
      return fit(person, key);
    });
    addBest(found, candidates, fits);
  };
  for (const std::string& email : wanted.emails) {
    addFitting(email, &emailFit);
  }
  for (const std::string& phone : wanted.phones) {
    if (!found.people.empty()) {
      break;
    }
    addFitting(phone, &phoneFit);
  }
  return found;
}

Task<Found> findByEmails(const Connection& connection,
                         const Settings& settings,
                         const std::vector<std::string>& emails) {
  const ContactKeys wanted{.emails = searched(emails)};
  std::vector<Person> people;
  const FieldPaths& paths = settings.contact_fields.emails;
  if (!wanted.emails.empty() && !paths.empty()) {
    std::string soql = emailQuery("Contact", paths, {}, wanted.emails);
    const Records contacts = co_await connection.query(std::move(soql));
    addEmailsOf(people, contacts, paths, false);
  }
  const FieldPaths& of_leads = settings.lead_fields.emails;
  if (!wanted.emails.empty() && !of_leads.empty() && settings.has_leads && people.empty()) {
    std::string soql = emailQuery("Lead", of_leads, "IsConverted = false", wanted.emails);
    const Records leads = co_await connection.query(std::move(soql));
    addEmailsOf(people, leads, of_leads, true);
  }
  (void)keepMatching(people, wanted, [](const Person& person) { return person.keys; });
  co_return onlyMatches(people, wanted);
}

Task<Found> findByPhones(const Connection& connection,
                         const Settings& settings,
                         const std::vector<std::string>& phones) {
  const ContactKeys wanted{.phones = searched(phones)};
  std::vector<Returned> returned;
  returned.push_back(returnedPhones("Contact", settings.contact_fields.phones));
  if (settings.has_leads) {
    returned.push_back(returnedPhones("Lead", settings.lead_fields.phones));
  }
  std::string sosl = phoneSearch(wanted.phones, returned);
  if (sosl.empty()) {
    co_return Found{};
  }
  const Records records = co_await connection.search(std::move(sosl));
  std::vector<Person> people = peopleWithPhones(records, settings);
  (void)keepMatching(people, wanted, [](const Person& person) { return person.keys; });
  co_return onlyMatches(people, wanted);
}

Task<Found> findPeople(const Connection& connection,
                       const Settings& settings,
                       const ContactKeys& wanted) {
  Found found = co_await findByEmails(connection, settings, wanted.emails);
  if (found.people.empty()) {
    const std::size_t shared = found.shared;
    found = co_await findByPhones(connection, settings, wanted.phones);
    found.shared += shared;
  }
  co_return found;
}

}  // namespace bailey::salesforce
