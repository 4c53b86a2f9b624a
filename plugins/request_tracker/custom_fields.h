// Fields that the operator of an RT has added to its tickets and users, in actions.
#pragma once

#include "settings.h"

#include "bailey/contract.hpp"
#include "bailey/json_document.hpp"
#include "bailey/json_writer.hpp"

#include <string>

namespace bailey::request_tracker {

// By RT's name: those of the action's inputs that are filled in and have such a field.
[[nodiscard]] Texts customInputs(const ActionRequest& request, const Settings& settings);

// Leaves the member out when there are none.
void writeCustomFields(JsonWriter& json, const Texts& fields);

// Names of those that `record`, as RT has it now, does not hold: RT leaves out what it does not
// know or may not set, and says nothing.
[[nodiscard]] std::string missingCustomFields(JsonNode record, const Texts& fields);

}  // namespace bailey::request_tracker
