// A short tour of a bridge as Talkdesk would use it on its first day: validate the credentials,
// take over all contacts and agents, look at a contact's interactions, run an action. Every answer
// is held against the contract.
#pragma once

#include "simulator/report.h"
#include "simulator/session.h"

#include <map>
#include <string>

namespace bailey::simulator {

struct TourOptions {
  std::string action;                         // Empty: no action is run.
  std::map<std::string, std::string> inputs;  // Of the action.
};

// Takes the whole tour. What the bridge does wrong is in the report.
Report runTour(Session& session, const TourOptions& options);

}  // namespace bailey::simulator
