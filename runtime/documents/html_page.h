// The documents as one printable page of two-column tables, as Talkdesk wants them attached to a
// support ticket. (contract.md §7)
#pragma once

#include "documents/document.h"

#include <string>
#include <vector>

namespace bailey::documents {

// A whole HTML file that needs nothing beside it.
std::string htmlPage(const IntegrationDocument& integration,
                     const std::vector<ActionDocument>& actions);

}  // namespace bailey::documents
