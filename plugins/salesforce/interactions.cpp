#include "interactions.h"

#include "connection.h"
#include "interaction_mapping.h"
#include "people.h"
#include "record_id.h"
#include "soql.h"

#include "bailey/contact_match.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace bailey::salesforce {
namespace {

// The kinds that the request and the integration both want; the others are empty.
InteractionTypes wantedTypes(InteractionTypes types, const InteractionRetrievalRequest& request) {
  if (!request.types) {
    return types;
  }
  for (std::string* type : {&types.ticket, &types.task, &types.call, &types.email, &types.note}) {
    const bool is_wanted =
        std::any_of(request.types->begin(), request.types->end(), [&](const std::string& asked) {
          return sameWord(asked, *type);
        });
    if (!is_wanted) {
      type->clear();
    }
  }
  return types;
}

bool wantsTasks(const InteractionTypes& types) {
  return !types.task.empty() || !types.call.empty() || !types.email.empty();
}

// So that tasks nobody asked for leave the others room.
std::string subtypeCondition(const InteractionTypes& types) {
  const bool is_any_wanted = !types.task.empty();
  std::vector<std::string> listed;
  if (types.call.empty() == is_any_wanted) {
    listed.emplace_back("Call");
  }
  if (types.email.empty() == is_any_wanted) {
    listed.insert(listed.end(), {"Email", "ListEmail"});
  }
  if (listed.empty()) {
    return {};
  }
  return (is_any_wanted ? " AND TaskSubtype NOT IN " : " AND TaskSubtype IN ") +
         literalList(listed);
}

using Map = Owned (*)(JsonNode, const Settings&, const Org&);

// Whose interactions are wanted, which, and what has been found.
class Retrieval {
public:
  // Both outlive it.
  Retrieval(const Settings& settings, const Connection& connection, InteractionTypes types)
      : settings_(settings),
        connection_(connection),
        types_(std::move(types)) {}

  Task<std::vector<Interaction>> of(std::vector<std::string> people) const {
    std::vector<Interaction> found;
    if (!types_.ticket.empty()) {
      std::string soql = query(casePaths(), "Case", "ContactId", people, "LastModifiedDate", {});
      const Records cases = co_await connection_.query(std::move(soql));
      add(found, cases, &ofCase, people);
    }
    if (wantsTasks(types_)) {
      const std::string subtypes = subtypeCondition(types_);
      std::string soql = query(taskPaths(), "Task", "WhoId", people, "CreatedDate", subtypes);
      const Records tasks = co_await connection_.query(std::move(soql));
      add(found, tasks, &ofTask, people);
    }
    if (!types_.note.empty()) {
      std::string soql =
          query(commentPaths(), "CaseComment", "Parent.ContactId", people, "CreatedDate", {});
      const Records comments = co_await connection_.query(std::move(soql));
      add(found, comments, &ofComment, people);
    }
    co_return found;
  }

private:
  [[nodiscard]] std::string query(const FieldPaths& paths,
                                  std::string_view object,
                                  std::string_view owner,
                                  const std::vector<std::string>& people,
                                  std::string_view order,
                                  std::string_view condition) const {
    std::string soql = select(paths, object);
    ((soql += " WHERE ") += owner) += " IN " + literalList(people);
    ((soql += condition) += " ORDER BY ") += order;
    return soql + " DESC LIMIT " + std::to_string(settings_.interactions_max);
  }

  void add(std::vector<Interaction>& found,
           const Records& records,
           Map map,
           const std::vector<std::string>& people) const {
    for (const JsonNode record : records.all()) {
      Owned owned = map(record, settings_, connection_.org());
      if (isWanted(owned.interaction) && belongsToOneOf(people, owned)) {
        found.push_back(std::move(owned.interaction));
      }
    }
  }

  [[nodiscard]] bool isWanted(const Interaction& item) const {
    const bool is_wanted_type = item.type == types_.ticket || item.type == types_.task ||
                                item.type == types_.call || item.type == types_.email ||
                                item.type == types_.note;
    return is_wanted_type && !item.type.empty() && isRecordId(item.id) && !item.date.empty();
  }

  static bool belongsToOneOf(const std::vector<std::string>& people, const Owned& owned) {
    const ContactKeys owner{.id = std::string(shortId(owned.who))};
    return std::any_of(people.begin(), people.end(), [&](const std::string& person) {
      return matchesContact({.id = std::string(shortId(person))}, owner);
    });
  }

  const Settings& settings_;
  const Connection& connection_;
  const InteractionTypes types_;
};

Task<bool> exists(const Connection& connection, std::string id) {
  const std::string object = isIdOf(kLeadPrefix, id) ? "Lead" : "Contact";
  std::string soql = select({"Id"}, object) + " WHERE Id = " + textLiteral(id);
  const Records records = co_await connection.query(std::move(soql));
  co_return !records.all().empty();
}

void logShared(Call& call, const Found& found) {
  if (found.shared > 0) {
    call.log(LogLevel::Info,
             "interactions: " + std::to_string(found.shared) +
                 " of the contact's e-mails and phones belong to several people in Salesforce and "
                 "were not used");
  }
}

}  // namespace

Task<std::vector<Interaction>> retrieveInteractions(const Settings& settings,
                                                    const InteractionRetrievalRequest& request,
                                                    Call& call) {
  const InteractionTypes types = wantedTypes(settings.types, request);
  if (types.ticket.empty() && types.note.empty() && !wantsTasks(types)) {
    co_return std::vector<Interaction>();
  }
  const Connection connection(settings, request.auth, call);
  const Retrieval retrieval(settings, connection, types);
  const std::string& id = request.contact_id;
  std::vector<Interaction> interactions;
  if (isIdOf(kContactPrefix, id) || isIdOf(kLeadPrefix, id)) {
    std::vector<std::string> person = {id};
    interactions = co_await retrieval.of(std::move(person));
    const bool has_other_keys = !request.contact_emails.empty() || !request.contact_phones.empty();
    if (!interactions.empty() || !has_other_keys) {
      co_return interactions;
    }
    // Nothing: is there nothing, or was the contact deleted or merged into another one?
    const bool is_there = co_await exists(connection, id);
    if (is_there) {
      co_return interactions;
    }
  }
  const ContactKeys wanted{.emails = request.contact_emails, .phones = request.contact_phones};
  const Found found = co_await findPeople(connection, settings, wanted);
  logShared(call, found);
  std::vector<std::string> people;
  for (const Person& person : found.people) {
    people.push_back(person.keys.id);
  }
  if (!people.empty()) {
    interactions = co_await retrieval.of(std::move(people));
  }
  co_return interactions;
}

}  // namespace bailey::salesforce
