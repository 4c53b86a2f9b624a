// The actions: each writes one record, once, and reads what it needs to before that.
#pragma once

#include "settings.h"

#include "bailey/contract.hpp"
#include "bailey/host.hpp"
#include "bailey/task.hpp"

namespace bailey::salesforce {

// All arguments live until it is done.
using Action = Task<ActionResult> (*)(const Settings&, const ActionRequest&, Call&);

// A Case for the contact, given to the agent.
[[nodiscard]] Task<ActionResult> createTicket(const Settings& settings,
                                              const ActionRequest& request,
                                              Call& call);

// A comment on a case, or a completed task of the contact.
[[nodiscard]] Task<ActionResult> addNote(const Settings& settings,
                                         const ActionRequest& request,
                                         Call& call);

// A completed task of the contact that Salesforce shows as a call.
[[nodiscard]] Task<ActionResult> logCall(const Settings& settings,
                                         const ActionRequest& request,
                                         Call& call);

// The Contact or Lead with the request's id, e-mail or phone; a new Contact when there is none.
[[nodiscard]] Task<ActionResult> createOrUpdateContact(const Settings& settings,
                                                       const ActionRequest& request,
                                                       Call& call);

[[nodiscard]] Task<ActionResult> updateTicketStatus(const Settings& settings,
                                                    const ActionRequest& request,
                                                    Call& call);

// Null for a name that is none.
[[nodiscard]] Action actionCalled(std::string_view name);

}  // namespace bailey::salesforce
