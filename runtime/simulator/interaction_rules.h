// The contract's rules for a list of interactions. Pure. (contract.md §4)
#pragma once

#include "simulator/findings.h"

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <string_view>

namespace bailey::simulator {

// What one answer listed.
struct Interactions {
  std::set<std::string> ids;
  std::set<std::string> types;
};

// Judges the answer. `asked_types`: those the request asked for; empty when it did not say.
Interactions checkInteractions(const nlohmann::json& answer,
                               const std::set<std::string>& asked_types,
                               Findings& findings);

// "2012-11-21 17:53:51 UTC": a day and a time that exist, in exactly this form.
bool isContractDate(std::string_view text);

}  // namespace bailey::simulator
