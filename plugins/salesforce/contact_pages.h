// Contact synchronization: Contacts, and Leads when the settings ask for them, in one list.
#pragma once

#include "settings.h"

#include "bailey/contract.hpp"
#include "bailey/host.hpp"
#include "bailey/task.hpp"

namespace bailey::salesforce {

// All arguments live until it is done.
[[nodiscard]] Task<ContactPage> synchronizeContacts(const Settings& settings,
                                                    const ContactSynchronizationRequest& request,
                                                    Call& call);

}  // namespace bailey::salesforce
