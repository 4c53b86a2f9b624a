// Authentication validation: whether the account is RT's, and may do what Bailey does.
#pragma once

#include "rest.h"

#include "bailey/contract.hpp"
#include "bailey/task.hpp"

namespace bailey::request_tracker {

// `rest` is borrowed until the task is done.
[[nodiscard]] Task<StoredFields> validateAccount(const Rest& rest);

}  // namespace bailey::request_tracker
