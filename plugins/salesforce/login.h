// Auth validation: whether the credentials reach the org and its contacts.
#pragma once

#include "settings.h"

#include "bailey/contract.hpp"
#include "bailey/host.hpp"
#include "bailey/task.hpp"

namespace bailey::salesforce {

// All arguments live until it is done.
[[nodiscard]] Task<StoredFields> validateLogin(const Settings& settings,
                                               const AuthValidationRequest& request,
                                               Call& call);

}  // namespace bailey::salesforce
