#include "simulator/secret_input.h"

#include "simulator/text_file.h"

#include <cstdlib>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr const char* kAuthVariable = "BAILEY_AUTH";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

core::Result<nlohmann::json> readAuth(const std::string& argument) {
  std::string text = argument;
  std::string origin = "--auth";
  if (argument.empty()) {
    text = environment(kAuthVariable);
    origin = kAuthVariable;
    if (text.empty()) {
      return nlohmann::json(nlohmann::json::object());
    }
  } else if (argument.front() == '@') {
    origin = argument.substr(1);
    auto content = readTextFile(origin);
    if (!content.ok()) {
      return content.error();
    }
    text = std::move(content.value());
  }
  nlohmann::json auth = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!auth.is_object()) {
    return core::Error{origin + " must hold one JSON object, like {\"token\": \"...\"}"};
  }
  return auth;
}

core::Result<std::string> readSecret(const std::string& option,
                                     const std::string& argument,
                                     const char* variable) {
  if (argument.empty()) {
    return environment(variable);
  }
  if (argument.front() != '@') {
    return core::Error{option + " must be @FILE, or be left to the variable " + variable};
  }
  auto content = readTextFile(argument.substr(1));
  if (content.ok()) {
    std::string& text = content.value();
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
      text.pop_back();
    }
  }
  return content;
}

}  // namespace bailey::simulator
