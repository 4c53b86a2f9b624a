// The steps of a tour, in the order runTour() takes them, and what they hand on to each other.
#pragma once

#include "simulator/answer_rules.h"
#include "simulator/interaction_rules.h"
#include "simulator/session.h"
#include "simulator/step_run.h"
#include "simulator/tour.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace bailey::simulator {

struct TourState {
  // Both outlive the state.
  TourState(Session& the_session, const TourOptions& tour_options)
      : session(the_session),
        options(tour_options) {}

  Session& session;
  const TourOptions& options;

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
Step runAction(TourState& state, StepRun& step);
Step findCreated(TourState& state, StepRun& step);

// http_steps.cpp (contract.md §1)
Step refuseUnknownPath(TourState& state, StepRun& step);
Step refuseGet(TourState& state, StepRun& step);

}  // namespace bailey::simulator
