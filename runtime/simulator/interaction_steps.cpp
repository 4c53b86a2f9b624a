// Steps about one contact: what happened with it, and an action for it. (contract.md §4, §5)
#include "simulator/action_execution.h"
#include "simulator/interaction_retrieval.h"
#include "simulator/tour_steps.h"

#include <algorithm>
#include <string>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr std::size_t kContactsTried = 50;  // Until one has interactions.
constexpr const char* kNotOffered = "interaction retrieval is not offered";

constexpr Rule kFoundByEmail{"4", "a contact's interactions are found by its e-mails alone"};
constexpr Rule kFoundByPhone{"4", "a contact's interactions are found by its phones alone"};
constexpr Rule kVisible{"4", "what an action created is among the contact's interactions"};

std::optional<BridgeUrl> interactionsOf(const TourState& state) {
  return state.session.bridge.endpoints().of(Operation::InteractionRetrieval);
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
  const auto at = interactionsOf(state);
  if (!at) {
    return step.notApplicable(kNotOffered);
  }
  const auto answer =
      retrieveInteractions(state.session, step, *at, data, state.interactions.types);
  if (answer) {
    const std::set<std::string>& ids = answer->found.ids;
    step.setCount(ids.size());
    if (!haveCommon(ids, state.interactions.ids)) {
      step.findings().broken(
          rule, counted(ids.size()) + ", none of which its id finds", std::string_view());
    }
  }
  return step.end("the same contact, only by search");
}

}  // namespace

Step retrieveById(TourState& state, StepRun& step) {
  const auto at = interactionsOf(state);
  if (!at) {
    return step.notApplicable(kNotOffered);
  }
  const std::size_t tries = std::min(kContactsTried, state.samples.size());
  for (std::size_t i = 0; i < tries; ++i) {
    step.findings().setPlace("contact " + std::to_string(i + 1));
    auto answer = retrieveInteractions(state.session, step, *at, byId(state.samples[i]), {});
    if (!answer) {
      break;
    }
    if (!answer->found.ids.empty()) {
      state.contact = state.samples[i];
      state.interactions = std::move(answer->found);
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
  if (!state.contact && interactionsOf(state)) {
    return step.notRun("there is no contact with interactions");
  }
  const auto emails = state.contact ? state.contact->emails : std::vector<std::string>();
  return retrieveBySearch(state, step, {{"contact_emails", emails}}, kFoundByEmail);
}

Step retrieveByPhone(TourState& state, StepRun& step) {
  if (!state.contact && interactionsOf(state)) {
    return step.notRun("there is no contact with interactions");
  }
  const auto phones = state.contact ? state.contact->phones : std::vector<std::string>();
  return retrieveBySearch(state, step, {{"contact_phones", phones}}, kFoundByPhone);
}

Step runAction(TourState& state, StepRun& step) {
  if (state.options.action.empty()) {
    return step.notApplicable("no action was named");
  }
  const auto at = state.session.bridge.endpoints().ofAction(state.options.action);
  if (!at) {
    return step.notRun("no document of this action was given");
  }
  // Somebody has to be the ticket's contact, even when nobody has interactions yet.
  if (!state.contact && !state.samples.empty()) {
    state.contact = state.samples.front();
  }
  const ActionRequest request{
      state.contact ? state.contact->id : "", state.agent_id, state.options.inputs};
  const auto answer = executeAction(state.session, step, *at, request);
  if (answer && answer->contains("external_id") && (*answer)["external_id"].is_string()) {
    state.created_id = (*answer)["external_id"].get<std::string>();
  }
  return step.end(state.options.action + " is answered with 201");
}

Step findCreated(TourState& state, StepRun& step) {
  const auto at = interactionsOf(state);
  if (state.options.action.empty() || !at) {
    return step.notApplicable(at ? "no action was named" : kNotOffered);
  }
  if (!state.created_id || !state.contact) {
    return step.notRun("the action's answer has no external_id, or there is no contact");
  }
  const auto answer = retrieveInteractions(state.session, step, *at, byId(*state.contact), {});
  if (answer) {
    const std::set<std::string>& ids = answer->found.ids;
    step.setCount(ids.size());
    if (!ids.contains(*state.created_id)) {
      step.findings().broken(
          kVisible, "its external_id is not among " + counted(ids.size()), std::string_view());
    }
  }
  return step.end("what the action created is listed");
}

}  // namespace bailey::simulator
