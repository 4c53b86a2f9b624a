// answers.interactions_*: what happened with a contact.
#include "conformance/checks.h"
#include "conformance/contact_run.h"
#include "conformance/hints.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using talkdesk::Operation;

constexpr std::size_t kContactsMax = 5;

bool isServed(Trial& trial) {
  return trial.serves(Operation::InteractionRetrieval);
}

Outcome notServed() {
  return skipped("the manifest does not name interaction_retrieval");
}

// Nobody's contact: an id, an e-mail address and a number that no CRM gives away.
json nobody() {
  return {{"contact_external_id", "conformance-nobody"},
          {"contact_emails", json::array({"nobody@conformance.invalid"})},
          {"contact_phones", json::array({"+10000000000000"})}};
}

// Asked for by all of it, and by each part alone: a CRM that does not know a filter ignores it.
std::vector<std::pair<std::string, json>> waysToNobody() {
  const json contact = nobody();
  std::vector<std::pair<std::string, json>> ways = {{"unknown contact", contact}};
  for (const auto& [name, value] : contact.items()) {
    ways.emplace_back("unknown contact by " + name + " alone", json{{name, value}});
  }
  return ways;
}

Asked askFor(Trial& trial, const json& meta, const json& contact) {
  return trial.caller().ask(Operation::InteractionRetrieval,
                            requestOf(trial.auth(), meta, contact));
}

Outcome unknown(Trial& trial) {
  if (!isServed(trial)) {
    return notServed();
  }
  for (const auto& [place, contact] : waysToNobody()) {
    trial.trying(place);
    const Asked asked = askFor(trial, nullptr, contact);
    if (!asked.good()) {
      return failed(place, trial.printable(asked.summary()));
    }
    if (asked.body != "[]") {
      return failed(place, "interactions of somebody else");
    }
  }
  return passed("an empty list, by id, e-mail, phone and all of them");
}

// The ways one contact can be asked for, each with its name.
std::vector<std::pair<std::string, json>> waysTo(const SyncedContact& contact) {
  std::vector<std::pair<std::string, json>> ways = {
      {"by id", {{"contact_external_id", contact.id}}}};
  if (!contact.emails.empty()) {
    ways.emplace_back("by e-mail", json{{"contact_emails", contact.emails}});
  }
  if (!contact.phones.empty()) {
    ways.emplace_back("by phone", json{{"contact_phones", contact.phones}});
  }
  return ways;
}

std::vector<SyncedContact> someContacts(Trial& trial) {
  std::vector<SyncedContact> some;
  if (trial.serves(Operation::ContactSynchronization)) {
    for (const SyncedPage& page : trial.fullRun().pages) {
      for (const SyncedContact& contact : page.contacts) {
        if (some.size() < kContactsMax) {
          some.push_back(contact);
        }
      }
    }
  }
  return some;
}

struct Found {
  std::size_t questions = 0;
  std::size_t interactions = 0;
};

// "by e-mail 5 questions, 9 interactions; by id ...": a way that finds nothing shows.
std::string told(const std::map<std::string, Found>& found) {
  std::string text;
  for (const auto& [way, counted] : found) {
    text += text.empty() ? "" : "; ";
    text += way + " " + std::to_string(counted.questions) + " questions, " +
            std::to_string(counted.interactions) + " interactions";
  }
  return text;
}

Outcome known(Trial& trial) {
  if (!isServed(trial)) {
    return notServed();
  }
  std::map<std::string, Found> found;
  for (const SyncedContact& contact : someContacts(trial)) {
    for (const auto& [way, data] : waysTo(contact)) {
      const std::string place = "contact " + contact.id + " " + way;
      trial.trying(place);
      const Asked asked = askFor(trial, nullptr, data);
      if (!asked.good()) {
        return failed(place, trial.printable(asked.summary()), hintFor(asked));
      }
      if (!asked.warnings.empty()) {
        return failed(place,
                      trial.printable("the server passes less on: " + asked.warnings.front()),
                      hintForAnswer(asked.warnings.front()));
      }
      ++found[way].questions;
      found[way].interactions += asked.json.size();
    }
  }
  return found.empty() ? skipped("no contact is known to ask for") : passed(told(found));
}

Outcome types(Trial& trial) {
  if (!isServed(trial)) {
    return notServed();
  }
  std::vector<json> choices = {json::array(), json::array({"conformance_unknown"}), nullptr};
  const auto& configured = trial.profile().interaction_types;
  if (!configured.empty()) {
    choices.push_back(json::array({configured.front()}));
  }
  const auto contacts = someContacts(trial);
  const json data =
      contacts.empty() ? nobody() : json{{"contact_external_id", contacts.front().id}};
  for (const json& choice : choices) {
    const std::string place = "interaction_types " + choice.dump();
    trial.trying(place);
    const Asked asked = askFor(trial, {{"interaction_types", choice}}, data);
    if (!asked.good()) {
      return failed(place, trial.printable(asked.summary()));
    }
  }
  return passed("none, unknown, null and a part of the configured ones");
}

constexpr Check kChecks[] = {
    {"answers.interactions_unknown",
     "A contact the CRM does not know, by id, e-mail or phone, has an empty list of interactions",
     "contract 4",
     "It is no error: return an empty list, and never somebody else's interactions",
     "create.accepts",
     &unknown},
    {"answers.interactions_known",
     "The interactions of synchronized contacts keep the contract, by id, e-mail and phone",
     "contract 4",
     "Each with id, subject, date and a configured type; status and priority in Talkdesk's words",
     "create.accepts",
     &known},
    {"answers.interactions_types",
     "Any list of types is answered: none, unknown ones, some of the configured, null",
     "contract 4",
     "No wanted type means no interactions, not an error",
     "create.accepts",
     &types},
};

}  // namespace

std::span<const Check> interactionChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
