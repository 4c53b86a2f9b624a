#include "conformance/settings_mutation.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using Pointer = json::json_pointer;

constexpr std::size_t kElementsMax = 2;
constexpr const char* kUnknownKey = "bailey_conformance_unknown";

json ofAnotherKind(const json& value) {
  if (value.is_string()) {
    return json::parse(kTellTale);
  }
  return value.is_number() || value.is_boolean() || value.is_null() ? json(json::array())
                                                                    : json("another kind");
}

json without(const json& settings, const Pointer& where) {
  json mutated = settings;
  json& parent = mutated.at(where.parent_pointer());
  if (parent.is_array()) {
    parent.erase(static_cast<std::size_t>(std::stoull(where.back())));
  } else {
    parent.erase(where.back());
  }
  return mutated;
}

json with(const json& settings, const Pointer& where, json value) {
  json mutated = settings;
  mutated[where] = std::move(value);
  return mutated;
}

std::vector<Pointer> childrenOf(const json& settings, const Pointer& where) {
  std::vector<Pointer> children;
  const json& value = settings.at(where);
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      children.push_back(where / key);
    }
  } else if (value.is_array()) {
    for (std::size_t at = 0; at < std::min(value.size(), kElementsMax); ++at) {
      children.push_back(where / at);
    }
  }
  return children;
}

}  // namespace

std::vector<Mutation> mutationsOf(const json& settings, std::size_t count_max) {
  std::vector<Mutation> mutations;
  std::deque<Pointer> waiting = {Pointer()};
  while (!waiting.empty() && mutations.size() < count_max) {
    const Pointer where = waiting.front();
    waiting.pop_front();
    const json& value = settings.at(where);
    if (!where.empty()) {
      mutations.push_back({where, false, "removed", without(settings, where)});
      mutations.push_back({where, false, "made null", with(settings, where, nullptr)});
      mutations.push_back(
          {where, false, "made of another kind", with(settings, where, ofAnotherKind(value))});
    }
    if (value.is_object()) {
      const Pointer unknown = where / kUnknownKey;
      mutations.push_back({unknown, true, "added", with(settings, unknown, true)});
    }
    for (Pointer& child : childrenOf(settings, where)) {
      waiting.push_back(std::move(child));
    }
  }
  return mutations;
}

bool leadsTo(Pointer pattern, Pointer where) {
  for (; !pattern.empty() && !where.empty(); pattern.pop_back(), where.pop_back()) {
    if (pattern.back() != "*" && pattern.back() != where.back()) {
      return false;
    }
  }
  return pattern.empty() && where.empty();
}

}  // namespace bailey::conformance
