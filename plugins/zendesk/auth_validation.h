// Auth validation: whether Zendesk knows the user, and whether the user may work for it.
#pragma once

#include "account.h"

#include "bailey/plugin.hpp"

namespace bailey::zendesk {

// Nothing has to be stored. `account` and `call` outlive the task.
[[nodiscard]] Task<StoredFields> validate(const Account& account, Call& call);

}  // namespace bailey::zendesk
