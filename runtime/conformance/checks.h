// Every check there is, in the order they run: what others stand on comes first. One source file
// for each group or operation; a check is one function and one row in its file's table.
#pragma once

#include "conformance/check.h"

#include <span>
#include <vector>

namespace bailey::conformance {

std::span<const Check> loadChecks();
std::span<const Check> createChecks();
std::span<const Check> offerChecks();
std::span<const Check> authChecks();
std::span<const Check> contactChecks();
std::span<const Check> contactOffsetChecks();
std::span<const Check> interactionChecks();
std::span<const Check> interactionMatchChecks();
std::span<const Check> agentChecks();
std::span<const Check> actionChecks();
std::span<const Check> errorChecks();
std::span<const Check> deadlineChecks();
std::span<const Check> threadChecks();
std::span<const Check> resourceChecks();
std::span<const Check> secretChecks();

// A group "faults", for what the plugin makes of a CRM that fails, joins when plugins reach their
// CRM through the host (abi.h, extension "bailey.http/1"): only then can the kit stand in between.
std::vector<const Check*> allChecks();

}  // namespace bailey::conformance
