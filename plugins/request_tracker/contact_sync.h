// Contact synchronization: RT's unprivileged users, by the time of their last change.
#pragma once

#include "rest.h"
#include "staff.h"

#include "bailey/contract.hpp"
#include "bailey/task.hpp"

namespace bailey::request_tracker {

// All are borrowed until the task is done.
[[nodiscard]] Task<ContactPage> synchronizeContacts(const ContactSynchronizationRequest& request,
                                                    const Rest& rest,
                                                    const Staff& staff);

}  // namespace bailey::request_tracker
