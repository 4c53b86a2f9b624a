// The paths Talkdesk calls. One exact spelling each, so that nothing in front of the bridge or
// behind it can read a path differently. (architecture.md §3; reliability.md §3, path traversal)
#pragma once

#include "talkdesk/operation.h"

#include <optional>
#include <string>
#include <string_view>

namespace bailey::talkdesk {

struct Route {
  std::string_view integration;
  std::string_view secret;  // the caller's; empty when the path has none
  Operation operation = Operation::Unset;
  std::string_view action;  // empty unless operation is Action
};

// Reads /{integration}[/{secret}]/{operation's segment}, with the action's name behind `actions`,
// and at most one slash at the end. The parts point into `path`, which has no query. Nothing is
// decoded, merged or folded; whatever is not spelled so is no route. That a route is well formed
// says nothing about whether its integration, secret or action exists.
std::optional<Route> parsePath(std::string_view path);

// The reverse of parsePath(), without a slash at the end. REQUIRES: `route` is well formed
std::string pathOf(const Route& route);

// What stands for the operation in a path: "auth_validation", "contact_sync", "interaction_update",
// "agent_sync", "actions".
std::string_view pathSegment(Operation operation);

// [a-z0-9][a-z0-9_-]{0,31}
bool isIntegrationName(std::string_view name);

// [a-z0-9][a-z0-9_-]{0,63}
bool isActionName(std::string_view name);

// [A-Za-z0-9_-]{16,128}
bool isCallerSecret(std::string_view secret);

}  // namespace bailey::talkdesk
