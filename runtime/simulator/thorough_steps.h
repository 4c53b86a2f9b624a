// Steps that look for contacts a bridge would lose, though each of its pages is right by itself.
// (contract.md §3.2)
#pragma once

#include "simulator/contact_sync.h"
#include "simulator/session.h"
#include "simulator/step_run.h"

namespace bailey::simulator {

// Restarts from the checkpoint of each page of `all`, a whole run from the beginning: what came
// before and what comes then must be everything. As many runs as there are pages.
Step restartFromEachPage(Session& session,
                         StepRun& step,
                         const BridgeUrl& at,
                         const ContactPages& all);

// Asks for contacts with credentials that are not valid, which must not look like an account
// without contacts.
Step refuseContactsToAStranger(Session& session, StepRun& step, const BridgeUrl& at);

}  // namespace bailey::simulator
