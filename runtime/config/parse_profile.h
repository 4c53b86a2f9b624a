// The "talkdesk" part of an integration file: what was agreed with Talkdesk. (contract.md §7, §8)
#pragma once

#include "config/complaint.h"
#include "talkdesk/profile.h"

#include <nlohmann/json.hpp>

#include <string>

namespace bailey::config {

talkdesk::Profile parseProfile(const nlohmann::json& profile,
                               const std::string& pointer,
                               Complaints& complaints);

}  // namespace bailey::config
