// Steps about one contact: what happened with it, and an action for it. (contract.md §4, §5)
#include "simulator/answer_fields.h"
#include "simulator/tour_steps.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr std::size_t kContactsTried = 50;  // Until one has interactions.

constexpr Rule kStatus{"1.3", "interactions are answered with 200"};
constexpr Rule kFoundByEmail{"4", "a contact's interactions are found by its e-mails alone"};
constexpr Rule kFoundByPhone{"4", "a contact's interactions are found by its phones alone"};
constexpr Rule kCreated{"5", "an action that succeeded is answered with 201"};
constexpr Rule kVisible{"4", "what an action created is among the contact's interactions"};

// Asks for the interactions of `data`, of `types` or, when empty, of all types.
std::optional<Interactions> retrieve(TourState& state,
                                     StepRun& step,
                                     const nlohmann::json& data,
                                     const std::set<std::string>& types) {
  nlohmann::json meta = nlohmann::json::object();
  if (!types.empty()) {
    meta["interaction_types"] = types;
  }
  const auto answer = step.post(
      Effect::Reads, "/interaction_update", {{"auth", state.auth}, {"meta", meta}, {"data", data}});
  if (!answer || !hasStatus(*answer, {200}, kStatus, step.findings())) {
    return std::nullopt;
  }
  const auto body = readBody(*answer, step.findings());
  if (!body) {
    return std::nullopt;
  }
  return checkInteractions(*body, types, step.findings());
}

nlohmann::json byId(const ContactSample& contact) {
  return {{"contact_external_id", contact.id}, {"contact_name", contact.name}};
}

std::string counted(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " interaction" : " interactions");
}

bool haveCommon(const std::set<std::string>& one, const std::set<std::string>& other) {
  return std::any_of(
      one.begin(), one.end(), [&other](const std::string& id) { return other.contains(id); });
}

// The known contact once more, without its id: a contact that was not synchronized.
Step retrieveBySearch(TourState& state,
                      StepRun& step,
                      const nlohmann::json& data,
                      const Rule& rule) {
  const auto found = retrieve(state, step, data, state.interactions.types);
  if (found) {
    step.setCount(found->ids.size());
    if (!haveCommon(found->ids, state.interactions.ids)) {
      step.findings().broken(
          rule, counted(found->ids.size()) + ", none of which its id finds", std::string_view());
    }
  }
  return step.end("the same contact, only by search");
}

}  // namespace

Step retrieveById(TourState& state, StepRun& step) {
  const std::size_t tries = std::min(kContactsTried, state.samples.size());
  for (std::size_t i = 0; i < tries; ++i) {
    step.findings().setPlace("contact " + std::to_string(i + 1));
    auto found = retrieve(state, step, byId(state.samples[i]), {});
    if (!found) {
      break;
    }
    if (!found->ids.empty()) {
      state.contact = state.samples[i];
      state.interactions = std::move(*found);
      step.setCount(state.interactions.ids.size());
      return step.end("found with contact " + std::to_string(i + 1));
    }
  }
  if (step.findings().any()) {
    return step.end("");
  }
  return step.notRun(tries == 0 ? "no contact has an e-mail and a phone"
                                : "none with " + std::to_string(tries) + " contacts");
}

Step retrieveByEmail(TourState& state, StepRun& step) {
  if (!state.contact) {
    return step.notRun("there is no contact with interactions");
  }
  return retrieveBySearch(state, step, {{"contact_emails", state.contact->emails}}, kFoundByEmail);
}

Step retrieveByPhone(TourState& state, StepRun& step) {
  if (!state.contact) {
    return step.notRun("there is no contact with interactions");
  }
  return retrieveBySearch(state, step, {{"contact_phones", state.contact->phones}}, kFoundByPhone);
}

Step executeAction(TourState& state, StepRun& step) {
  if (state.options.action.empty()) {
    return step.notApplicable("no action was named");
  }
  // Somebody has to be the ticket's contact, even when nobody has interactions yet.
  if (!state.contact && !state.samples.empty()) {
    state.contact = state.samples.front();
  }
  nlohmann::json meta = nlohmann::json::object();
  if (state.contact) {
    meta["contact_external_id"] = state.contact->id;
  }
  if (!state.agent_id.empty()) {
    meta["agent_external_id"] = state.agent_id;
  }
  const auto answer =
      step.post(Effect::Writes,
                "/actions/" + state.options.action,
                {{"auth", state.auth}, {"meta", meta}, {"data", state.options.inputs}});
  if (answer && hasStatus(*answer, {201}, kCreated, step.findings())) {
    if (const auto body = readBody(*answer, step.findings())) {
      state.created_id = checkActionAnswer(*body, step.findings());
    }
  }
  return step.end(state.options.action + " is answered with 201");
}

Step findCreated(TourState& state, StepRun& step) {
  if (state.options.action.empty()) {
    return step.notApplicable("no action was named");
  }
  if (!state.created_id || !state.contact) {
    return step.notRun("the action's answer has no external_id, or there is no contact");
  }
  const auto found = retrieve(state, step, byId(*state.contact), {});
  if (found) {
    step.setCount(found->ids.size());
    if (!found->ids.contains(*state.created_id)) {
      step.findings().broken(kVisible,
                             "its external_id is not among " + counted(found->ids.size()),
                             std::string_view());
    }
  }
  return step.end("what the action created is listed");
}

}  // namespace bailey::simulator
