// Cases, tasks and comments of Salesforce's as interactions of Talkdesk's. Pure functions.
#pragma once

#include "org.h"
#include "settings.h"

#include "bailey/contract.hpp"
#include "bailey/json_document.hpp"

#include <string>

namespace bailey::salesforce {

// An interaction and the contact or lead it belongs to, to be checked once more.
struct Owned {
  std::string who;
  Interaction interaction;
};

// The fields that the function below each looks at.
[[nodiscard]] FieldPaths casePaths();
[[nodiscard]] Owned ofCase(JsonNode record, const Settings& settings, const Org& org);

[[nodiscard]] FieldPaths taskPaths();
[[nodiscard]] Owned ofTask(JsonNode record, const Settings& settings, const Org& org);

[[nodiscard]] FieldPaths commentPaths();
[[nodiscard]] Owned ofComment(JsonNode record, const Settings& settings, const Org& org);

}  // namespace bailey::salesforce
