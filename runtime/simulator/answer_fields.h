// From an answer's bytes to JSON, and the types of single members. Every function records what is
// wrong and says whether the caller can go on.
#pragma once

#include "simulator/bridge_client.h"
#include "simulator/findings.h"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::simulator {

// Deeper answers are not read: no part of the contract needs more than four levels.
constexpr int kAnswerDepthMax = 64;

// The answer has one of `statuses`.
bool hasStatus(const Answer& answer,
               std::initializer_list<int> statuses,
               const Rule& rule,
               Findings& findings);

// The answer's body, which must be JSON and be declared as such. (contract.md §1.1)
std::optional<nlohmann::json> readBody(const Answer& answer, Findings& findings);

// An error's body: a JSON object with a message. (contract.md §1.1, §1.3)
void checkErrorBody(const Answer& answer, Findings& findings);

// `object[key]` is a non-empty string; its value, or nothing and a finding. `at` is where the
// object is, like "contacts[3]", or empty.
std::optional<std::string> requiredText(const nlohmann::json& object,
                                        const char* key,
                                        const std::string& at,
                                        const Rule& rule,
                                        Findings& findings);

// `object[key]` is absent or a string, possibly an empty one.
void checkOptionalText(const nlohmann::json& object,
                       const char* key,
                       const std::string& at,
                       const Rule& rule,
                       Findings& findings);

// `object[key]` is absent or an array of strings.
void checkOptionalTexts(const nlohmann::json& object,
                        const char* key,
                        const std::string& at,
                        const Rule& rule,
                        Findings& findings);

// "contacts[3].id is a number", "contacts[3].id is missing"
std::string describeMember(const nlohmann::json& object, const char* key, const std::string& at);

// "a string", "null", "an object"
std::string_view kindOf(const nlohmann::json& value);

}  // namespace bailey::simulator
