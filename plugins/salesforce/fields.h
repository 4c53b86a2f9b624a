// Fields of a record by their paths, as SOQL nests them: "Account.Name" is {"Account": {"Name"}}.
#pragma once

#include "settings.h"

#include "bailey/json_document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bailey::salesforce {

// Without blanks around it; empty when it is not filled in.
[[nodiscard]] std::string fieldText(JsonNode record, std::string_view path);

// "Name", or what it is made of where only that is there.
[[nodiscard]] std::string wholeName(JsonNode record);

// Of the first of `paths` that is filled in.
[[nodiscard]] std::string firstText(JsonNode record, const FieldPaths& paths);

// Of all that are filled in, each text once.
[[nodiscard]] std::vector<std::string> allTexts(JsonNode record, const FieldPaths& paths);

// Adds the paths that `fields` does not have yet.
void addPaths(FieldPaths& fields, const FieldPaths& more);

}  // namespace bailey::salesforce
