#include "talkdesk/routes.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace bailey::talkdesk {
namespace {

constexpr std::size_t kIntegrationLengthMax = 32;
constexpr std::size_t kActionLengthMax = 64;
constexpr std::size_t kSecretLengthMin = 16;
constexpr std::size_t kSecretLengthMax = 128;
constexpr std::size_t kSegmentsMax = 4;  // integration, secret, "actions", action

bool isLowerOrDigit(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

bool isNameLetter(char letter) {
  return isLowerOrDigit(letter) || letter == '_' || letter == '-';
}

bool isSecretLetter(char letter) {
  return isNameLetter(letter) || (letter >= 'A' && letter <= 'Z');
}

bool isName(std::string_view name, std::size_t length_max) {
  return !name.empty() && name.size() <= length_max && isLowerOrDigit(name.front()) &&
         std::all_of(name.begin(), name.end(), isNameLetter);
}

struct Segments {
  std::array<std::string_view, kSegmentsMax> parts{};
  std::size_t count = 0;
};

// Cuts `path` at its slashes. Nothing when it does not start with one, has an empty segment or too
// many.
std::optional<Segments> split(std::string_view path) {
  if (path.empty() || path.front() != '/') {
    return std::nullopt;
  }
  path.remove_prefix(1);
  if (!path.empty() && path.back() == '/') {
    path.remove_suffix(1);
  }
  Segments segments;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || segments.count == kSegmentsMax) {
      return std::nullopt;
    }
    segments.parts[segments.count++] = part;
    if (slash == std::string_view::npos) {
      return segments;
    }
    path.remove_prefix(slash + 1);
  }
}

// Fills in the operation and action that the last segments name; false when they name none.
bool readOperation(const std::string_view* parts, std::size_t count, Route& route) {
  if (count == 2 && parts[0] == pathSegment(Operation::Action) && isActionName(parts[1])) {
    route.operation = Operation::Action;
    route.action = parts[1];
    return true;
  }
  if (count != 1) {
    return false;
  }
  for (const Operation operation : kOperations) {
    if (operation != Operation::Action && parts[0] == pathSegment(operation)) {
      route.operation = operation;
      return true;
    }
  }
  return false;
}

}  // namespace

std::string_view pathSegment(Operation operation) {
  switch (operation) {
    case Operation::Unset:
      return {};
    case Operation::AuthValidation:
      return "auth_validation";
    case Operation::ContactSynchronization:
      return "contact_sync";
    case Operation::InteractionRetrieval:
      return "interaction_update";
    case Operation::AgentSynchronization:
      return "agent_sync";
    case Operation::Action:
      return "actions";
  }
  return {};
}

bool isIntegrationName(std::string_view name) {
  return isName(name, kIntegrationLengthMax);
}

bool isActionName(std::string_view name) {
  return isName(name, kActionLengthMax);
}

bool isCallerSecret(std::string_view secret) {
  return secret.size() >= kSecretLengthMin && secret.size() <= kSecretLengthMax &&
         std::all_of(secret.begin(), secret.end(), isSecretLetter);
}

std::optional<Route> parsePath(std::string_view path) {
  const auto segments = split(path);
  if (!segments || !isIntegrationName(segments->parts[0])) {
    return std::nullopt;
  }
  Route route;
  route.integration = segments->parts[0];
  const std::string_view* const rest = segments->parts.data() + 1;
  const std::size_t count = segments->count - 1;
  if (readOperation(rest, count, route)) {
    return route;
  }
  // "actions" is too short for a secret, so no path can be read both ways.
  if (count >= 2 && isCallerSecret(rest[0]) && readOperation(rest + 1, count - 1, route)) {
    route.secret = rest[0];
    return route;
  }
  return std::nullopt;
}

std::string pathOf(const Route& route) {
  std::string path = "/" + std::string(route.integration);
  if (!route.secret.empty()) {
    path += "/" + std::string(route.secret);
  }
  path += "/" + std::string(pathSegment(route.operation));
  if (!route.action.empty()) {
    path += "/" + std::string(route.action);
  }
  return path;
}

}  // namespace bailey::talkdesk
