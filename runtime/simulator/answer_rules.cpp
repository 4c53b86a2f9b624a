#include "simulator/answer_rules.h"

#include "core/sha256.h"
#include "simulator/answer_fields.h"
#include "simulator/interaction_rules.h"

#include <algorithm>

namespace bailey::simulator {
namespace {

constexpr std::size_t kIdlePagesMax = 10;  // In a row; contract.md §9 case 30.

constexpr Rule kContactPage{"3.3", "the answer is an object with a contacts array of objects"};
constexpr Rule kContactId{"3.3", "each contact has an id, a non-empty string"};
constexpr Rule kContactIdUnique{"3.3", "a contact's id is unique; a run returns each contact once"};
constexpr Rule kContactName{"3.3", "each contact has a name, a non-empty string"};
constexpr Rule kContactText{"3.3", "optional members of a contact are absent or strings"};
constexpr Rule kContactTexts{"3.3", "emails, phones and websites are absent or arrays of strings"};
constexpr Rule kCheckpoint{"3.3",
                           "synchronization_checkpoint is in every page, a non-empty string"};
constexpr Rule kCheckpointForward{
    "3.2", "the checkpoint does not go back: contacts are sorted ascending by it"};
constexpr Rule kContactOffset{"3.3",
                              "next_offset is a non-empty string, and left out when finished"};
constexpr Rule kContactOffsetNew{"3.2", "next_offset leads on: it is a new one on each page"};
constexpr Rule kContactsGoOn{"3.2", "a run gets on: at most 10 pages in a row bring nothing new"};

constexpr Rule kAgentPage{"6", "the answer is an object with an agents array of objects"};
constexpr Rule kAgentText{"6", "each agent has id, name and email, non-empty strings"};
constexpr Rule kAgentIdUnique{"6", "a run returns each agent once"};
constexpr Rule kAgentOffset{"6", "next_offset is an integer, and left out when finished"};
constexpr Rule kAgentOffsetNew{"6", "next_offset leads on: it is a new one on each page"};
constexpr Rule kAgentsGoOn{"6", "a run gets on: at most 10 pages in a row bring nothing new"};

constexpr Rule kActionAnswer{"5", "the answer is an object whose members are strings"};

std::string indexed(const char* list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

// The array `page[key]` when the page is an object that has one.
const nlohmann::json* listOf(const nlohmann::json& page,
                             const char* key,
                             const Rule& rule,
                             Findings& findings) {
  if (!page.is_object()) {
    findings.broken(rule, "the answer is " + std::string(kindOf(page)), page);
    return nullptr;
  }
  const auto list = page.find(key);
  if (list == page.end() || !list->is_array()) {
    findings.broken(rule, describeMember(page, key, ""), page);
    return nullptr;
  }
  return &*list;
}

std::vector<std::string> textsOf(const nlohmann::json& object, const char* key) {
  std::vector<std::string> texts;
  const auto list = object.find(key);
  if (list == object.end() || !list->is_array()) {
    return texts;
  }
  for (const nlohmann::json& text : *list) {
    if (text.is_string() && !text.get_ref<const std::string&>().empty()) {
      texts.push_back(text.get<std::string>());
    }
  }
  return texts;
}

void takeSample(const nlohmann::json& contact,
                const std::string& id,
                const std::string& name,
                ContactRun& run) {
  if (run.samples.size() >= ContactRun::kSamplesMax) {
    return;
  }
  ContactSample sample{id, name, textsOf(contact, "emails"), textsOf(contact, "phones")};
  if (!sample.emails.empty() && !sample.phones.empty()) {
    run.samples.push_back(std::move(sample));
  }
}

// Of all members, in an order of their own: two contacts that say the same have the same.
std::string digestOf(const nlohmann::json& contact) {
  return core::toHex(
      core::sha256(contact.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)));
}

void checkContact(const nlohmann::json& contact,
                  const std::string& at,
                  ContactRun& run,
                  Findings& findings) {
  if (!contact.is_object()) {
    findings.broken(kContactPage, at + " is " + std::string(kindOf(contact)), contact);
    return;
  }
  const auto id = requiredText(contact, "id", at, kContactId, findings);
  const auto name = requiredText(contact, "name", at, kContactName, findings);
  for (const char* key : {"company", "title", "photo_url", "address", "twitter", "url"}) {
    checkOptionalText(contact, key, at, kContactText, findings);
  }
  for (const char* key : {"emails", "phones", "websites"}) {
    checkOptionalTexts(contact, key, at, kContactTexts, findings);
  }
  if (!id) {
    return;
  }
  const bool is_new = run.digests.insert_or_assign(*id, digestOf(contact)).second;
  if (!is_new) {
    ++run.duplicates;
    findings.broken(kContactIdUnique, at + ".id came before", contact);
    return;
  }
  run.new_ids.push_back(*id);
  run.without_email += textsOf(contact, "emails").empty() ? 1U : 0U;
  run.without_phone += textsOf(contact, "phones").empty() ? 1U : 0U;
  if (name) {
    takeSample(contact, *id, *name, run);
  }
}

// The page without its contacts: what the findings about the rest show.
nlohmann::json withoutContacts(const nlohmann::json& page) {
  nlohmann::json rest = nlohmann::json::object();
  for (const auto& [key, value] : page.items()) {
    if (key != "contacts") {
      rest[key] = value;
    }
  }
  return rest;
}

// A checkpoint is the bridge's own affair, unless it is a date: those can be compared.
void takeCheckpoint(const nlohmann::json& rest, ContactRun& run, Findings& findings) {
  auto checkpoint = requiredText(rest, "synchronization_checkpoint", "", kCheckpoint, findings);
  run.page_checkpoint = checkpoint.value_or("");
  if (!checkpoint) {
    return;
  }
  const bool went_back =
      isContractDate(*checkpoint) && isContractDate(run.checkpoint) && *checkpoint < run.checkpoint;
  if (went_back) {
    findings.broken(kCheckpointForward, "it was " + run.checkpoint + " before", rest);
  }
  run.checkpoint = std::move(*checkpoint);
}

void takeNextOffset(const nlohmann::json& page, ContactRun& run, Findings& findings) {
  run.next_offset.reset();
  const auto offset = page.find("next_offset");
  if (offset == page.end()) {
    run.ended = true;
    return;
  }
  if (!offset->is_string() || offset->get_ref<const std::string&>().empty()) {
    findings.broken(kContactOffset, describeMember(page, "next_offset", ""), withoutContacts(page));
    return;
  }
  if (!run.offsets.insert(offset->get<std::string>()).second) {
    findings.broken(
        kContactOffsetNew, "this next_offset came before in this run", withoutContacts(page));
    return;
  }
  run.next_offset = offset->get<std::string>();
}

void checkAgent(const nlohmann::json& agent,
                const std::string& at,
                AgentRun& run,
                Findings& findings) {
  if (!agent.is_object()) {
    findings.broken(kAgentPage, at + " is " + std::string(kindOf(agent)), agent);
    return;
  }
  auto id = requiredText(agent, "id", at, kAgentText, findings);
  auto name = requiredText(agent, "name", at, kAgentText, findings);
  auto email = requiredText(agent, "email", at, kAgentText, findings);
  if (!id) {
    return;
  }
  if (!run.ids.insert(*id).second) {
    findings.broken(kAgentIdUnique, at + ".id came before", agent);
  } else if (name && email) {
    run.agents.push_back({std::move(*id), std::move(*name), std::move(*email)});
  }
}

}  // namespace

void checkContactPage(const nlohmann::json& page, ContactRun& run, Findings& findings) {
  run.next_offset.reset();
  run.ended = false;
  run.page_checkpoint.clear();
  run.new_ids.clear();
  run.context = nlohmann::json(nlohmann::json::value_t::discarded);
  const nlohmann::json* contacts = listOf(page, "contacts", kContactPage, findings);
  if (contacts == nullptr) {
    return;
  }
  for (std::size_t i = 0; i < contacts->size(); ++i) {
    checkContact((*contacts)[i], indexed("contacts", i), run, findings);
  }
  const nlohmann::json rest = withoutContacts(page);
  takeCheckpoint(rest, run, findings);
  takeNextOffset(page, run, findings);
  if (const auto context = page.find("context"); context != page.end()) {
    run.context = *context;
  }
  run.idle_pages_in_row = run.new_ids.empty() ? run.idle_pages_in_row + 1 : 0;
  if (run.next_offset && run.idle_pages_in_row > kIdlePagesMax) {
    findings.broken(kContactsGoOn, "one more page without a new contact", rest);
    run.next_offset.reset();
  }
}

void checkAgentPage(const nlohmann::json& page, AgentRun& run, Findings& findings) {
  run.next_offset.reset();
  const nlohmann::json* agents = listOf(page, "agents", kAgentPage, findings);
  if (agents == nullptr) {
    return;
  }
  const std::size_t known_before = run.ids.size();
  for (std::size_t i = 0; i < agents->size(); ++i) {
    checkAgent((*agents)[i], indexed("agents", i), run, findings);
  }
  run.idle_pages_in_row = run.ids.size() == known_before ? run.idle_pages_in_row + 1 : 0;
  const auto offset = page.find("next_offset");
  if (offset == page.end()) {
    return;
  }
  const nlohmann::json excerpt{{"next_offset", *offset}};
  if (!offset->is_number_integer()) {
    findings.broken(kAgentOffset, describeMember(page, "next_offset", ""), excerpt);
  } else if (!run.offsets.insert(offset->get<long long>()).second) {
    findings.broken(kAgentOffsetNew, "this next_offset came before in this run", excerpt);
  } else if (run.idle_pages_in_row > kIdlePagesMax) {
    findings.broken(kAgentsGoOn, "one more page without a new agent", excerpt);
  } else {
    run.next_offset = offset->get<long long>();
  }
}

bool checkActionAnswer(const nlohmann::json& answer, Findings& findings) {
  if (!answer.is_object()) {
    findings.broken(kActionAnswer, "the answer is " + std::string(kindOf(answer)), answer);
    return false;
  }
  for (const char* key : {"message",
                          "external_id",
                          "contact_external_id",
                          "contact_external_type",
                          "contact_external_url"}) {
    checkOptionalText(answer, key, "", kActionAnswer, findings);
  }
  return true;
}

}  // namespace bailey::simulator
