// Settings as an operator gets them wrong: one place at a time.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::conformance {

struct Mutation {
  nlohmann::json::json_pointer where;  // in the original settings, or the new member's place
  bool is_new = false;                 // a member nobody can know, added to an object
  std::string what;                    // "removed", "made null", ...
  nlohmann::json settings;
};

// Digits that stand for a secret where a mutation puts a number in the place of its text, so that a
// complaint that repeats the value is found out.
constexpr std::string_view kTellTale = "9182736455463728";

// Every member removed, made null and made of another kind, and every object with one more; outer
// members first, at most `count_max`. Of an array the first elements stand for all.
std::vector<Mutation> mutationsOf(const nlohmann::json& settings, std::size_t count_max);

// Whether `pattern` is the pointer `where`, or is when each * in it stands for something.
bool leadsTo(nlohmann::json::json_pointer pattern, nlohmann::json::json_pointer where);

}  // namespace bailey::conformance
