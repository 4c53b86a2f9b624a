// Findings about documents as people and as machines read them.
#pragma once

#include "documents/finding.h"

#include <string>
#include <vector>

namespace bailey::app {

// `acme.json: /logo_url: error: must be an https URL (like ...)`, always one line.
std::string toLine(const documents::Finding& finding);

// {"findings": [...], "errors": 1, "warnings": 0, "notes": 2}
std::string toJsonText(const std::vector<documents::Finding>& findings);

// "1 error, 0 warnings, 2 notes"
std::string summaryOf(const std::vector<documents::Finding>& findings);

}  // namespace bailey::app
