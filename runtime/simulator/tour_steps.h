// The steps of a tour, in the order runTour() takes them, and what they hand on to each other.
#pragma once

#include "simulator/answer_rules.h"
#include "simulator/bridge_client.h"
#include "simulator/findings.h"
#include "simulator/interaction_rules.h"
#include "simulator/redactor.h"
#include "simulator/tour.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::simulator {

struct TourState {
  // All three outlive the state.
  TourState(BridgeClient& bridge, const TourOptions& tour_options, StepObserver& tour_observer)
      : client(bridge),
        options(tour_options),
        observer(tour_observer),
        auth(tour_options.auth) {}

  BridgeClient& client;
  const TourOptions& options;
  StepObserver& observer;
  Redactor redactor;
  nlohmann::json auth;       // The user's, and what auth validation answered. (contract.md §2)
  bool unreachable = false;  // No call can succeed any more.

  // From the contact synchronization.
  std::size_t contact_count = 0;
  std::size_t contact_pages = 0;
  std::string checkpoint;
  std::vector<ContactSample> samples;

  std::string agent_id;                   // From the agents; empty: none.
  std::optional<ContactSample> contact;   // Has interactions.
  Interactions interactions;              // Of `contact`.
  std::optional<std::string> created_id;  // What the action created.
};

// One step while it runs: makes its calls, collects what they broke, and ends as a Step.
class StepRun {
public:
  StepRun(TourState& state, std::string name);

  // A POST to an operation; nothing when it brought no answer, which is then a finding.
  std::optional<Answer> post(Effect effect, std::string_view path, const nlohmann::json& body);
  std::optional<Answer> get(std::string_view path);

  [[nodiscard]] Findings& findings() { return findings_; }

  void setCount(std::size_t count) { step_.count = count; }

  // After each page: how much there is so far.
  void progress(std::size_t records, std::size_t pages);

  // Ends the step: broken when there are findings, otherwise held with this result.
  Step end(std::string result);
  Step notRun(std::string reason);
  Step notApplicable(std::string reason);

private:
  std::optional<Answer> call(const Call& call);

  TourState& state_;
  Step step_;
  Findings findings_;
};

// A step: makes its calls through `step` and ends it.
using StepFunction = Step (*)(TourState& state, StepRun& step);

// auth_steps.cpp (contract.md §2)
Step validateAuth(TourState& state, StepRun& step);
Step refuseWrongAuth(TourState& state, StepRun& step);

// sync_steps.cpp (contract.md §3, §6)
Step synchronizeAllContacts(TourState& state, StepRun& step);
Step synchronizeChangedContacts(TourState& state, StepRun& step);
Step synchronizeAgents(TourState& state, StepRun& step);

// interaction_steps.cpp (contract.md §4, §5)
Step retrieveById(TourState& state, StepRun& step);
Step retrieveByEmail(TourState& state, StepRun& step);
Step retrieveByPhone(TourState& state, StepRun& step);
Step executeAction(TourState& state, StepRun& step);
Step findCreated(TourState& state, StepRun& step);

// http_steps.cpp (contract.md §1)
Step refuseUnknownPath(TourState& state, StepRun& step);
Step refuseGet(TourState& state, StepRun& step);

}  // namespace bailey::simulator
