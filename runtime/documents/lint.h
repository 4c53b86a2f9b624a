// Everything worth saying about documents of any origin, before Talkdesk says it. (contract.md §9,
// cases 80 to 82)
#pragma once

#include "documents/finding.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace bailey::documents {

struct NamedDocument {
  std::string name;  // What findings call it, such as its file.
  nlohmann::json content;
};

struct Wishes {
  bool cti = false;  // The account wants CTI.
};

// Whether each is an integration or an action is told by its members. Those of one integration
// belong together: an action's provider is looked for among the names of all. In the order of
// `documents`, then of pointers. Pure; any thread.
std::vector<Finding> lint(const std::vector<NamedDocument>& documents, const Wishes& wishes);

}  // namespace bailey::documents
