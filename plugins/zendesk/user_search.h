// Finds the one user that an e-mail address or a phone number belongs to.
#pragma once

#include "account.h"

#include "bailey/plugin.hpp"

#include <string>
#include <vector>

namespace bailey::zendesk {

// The id of the user one of whose addresses, or else numbers, is among these; empty when there is
// none, or when several share it: the wrong person's data is worse than none. At most three of each
// are looked for. All that it takes by reference outlives the task.
[[nodiscard]] Task<std::string> findUser(const std::vector<std::string>& emails,
                                         const std::vector<std::string>& phones,
                                         const Account& account,
                                         Call& call);

// What is asked for, in Zendesk's search syntax; empty: that cannot be looked for.
[[nodiscard]] std::string emailQuery(const std::string& email);
[[nodiscard]] std::string phoneQuery(const std::string& phone);

}  // namespace bailey::zendesk
