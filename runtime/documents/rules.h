// What lint() looks for, one function for each part of a document. Rules about a member's kind of
// value are the schema's; these pass over values of another kind. Each rule about something absent
// names the place where it is missing.
#pragma once

#include "documents/finding.h"

#include <nlohmann/json.hpp>

namespace bailey::documents {

// An integration document but for its authentication. `cti`: the account wants CTI.
void checkIntegration(const nlohmann::json& document, bool cti, Findings& findings);

// How customers authenticate, and the fields they fill in.
void checkAuthentication(const nlohmann::json& document, Findings& findings);

void checkAction(const nlohmann::json& document, Findings& findings);

}  // namespace bailey::documents
