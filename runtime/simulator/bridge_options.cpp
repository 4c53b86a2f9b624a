#include "simulator/bridge_options.h"

#include "simulator/number_option.h"
#include "simulator/secret_input.h"

#include <algorithm>
#include <utility>

namespace bailey::simulator {
namespace {

using command_line::Use;

core::Result<Endpoints> readUrl(const std::string& text) {
  const auto url = parseBridgeUrl(text);
  return url.ok() ? core::Result<Endpoints>(Endpoints::allBelow(url.value())) : url.error();
}

std::optional<core::Error> readActionDocuments(const command_line::Arguments& given,
                                               BridgeOptions& options) {
  for (const std::string& file : given.all("action-document")) {
    auto action = readActionDocument(file);
    if (!action.ok()) {
      return action.error();
    }
    // "must match", says the contract, and its samples write them differently. (contract.md C18)
    if (options.document && options.document->name != action.value().provider) {
      return core::Error{file + ": /provider must be the integration's name, " +
                         options.document->name};
    }
    options.endpoints.setAction(action.value().name, action.value().endpoint);
    options.actions.push_back(std::move(action.value()));
  }
  return std::nullopt;
}

std::optional<core::Error> readEndpoints(const command_line::Arguments& given,
                                         BridgeOptions& options) {
  const auto url = given.text("url");
  const auto file = given.text("document");
  if (url.has_value() == file.has_value()) {
    return core::Error{url ? "--url and --document exclude each other"
                           : "--url or --document is needed"};
  }
  if (url) {
    auto endpoints = readUrl(*url);
    if (!endpoints.ok()) {
      return endpoints.error();
    }
    options.endpoints = std::move(endpoints.value());
  } else {
    auto document = readIntegrationDocument(*file);
    if (!document.ok()) {
      return core::Error{document.error()};
    }
    options.document = std::move(document.value());
    options.endpoints = options.document->endpoints;
  }
  return readActionDocuments(given, options);
}

// Talkdesk has a value for every mandatory field that the user types before it calls. What OAuth
// needs is typed for the token endpoint and need not reach the bridge.
std::optional<core::Error> findMissingField(const nlohmann::json& auth,
                                            const IntegrationDocument& document,
                                            const std::string& file) {
  if (document.authentication_type != "custom") {
    return std::nullopt;
  }
  for (const AuthField& field : document.fields) {
    if (field.mandatory && field.typed && !auth.contains(field.name)) {
      return core::Error{"auth has no " + field.name + ", which " + file + ": " + field.pointer +
                         " says is mandatory"};
    }
  }
  return std::nullopt;
}

Credentials credentialsFrom(const nlohmann::json& auth, const BridgeOptions& options) {
  Credentials credentials{auth, auth};
  if (options.document) {
    for (const AuthField& field : options.document->fields) {
      if (!field.store) {
        credentials.stored.erase(field.name);
      }
    }
  }
  credentials.stored.update(options.state.auth_fields);
  return credentials;
}

}  // namespace

std::vector<command_line::Option> withBridgeOptions(const std::vector<command_line::Option>& own) {
  std::vector<command_line::Option> options = {
      {"url", "URL", "the integration's URL, like https://localhost:8443/demo/SECRET"},
      {"document", "FILE", "instead of --url: the integration's document, which names each URL"},
      {"action-document", "FILE", "with --document: the document of an action", Use::Repeatable},
      {"auth",
       "JSON|@FILE",
       "the auth object sent with every call; better from @FILE or the variable BAILEY_AUTH, as "
       "other users of this machine see a command's arguments"},
      {"ca", "FILE", "PEM file of the authorities to believe, instead of the system's"},
      {"deadline", "SECONDS", "time for each call (12)"},
      {"json", "", "print one JSON object instead of a table"}};
  options.insert(options.end(), own.begin(), own.end());
  return options;
}

command_line::Option stateOption() {
  return {"state",
          "FILE",
          "keep here what Talkdesk would keep: stored auth fields, checkpoint, known contacts"};
}

command_line::Option inputOption() {
  return {"input", "KEY=VALUE", "an input of the action; may be repeated", Use::Repeatable};
}

core::Result<BridgeOptions> readBridgeOptions(const command_line::Arguments& given) {
  BridgeOptions options;
  if (auto error = readEndpoints(given, options)) {
    return std::move(*error);
  }
  const auto seconds = numberOption(given, "deadline", {1, 600, "seconds"}, 12);
  if (!seconds.ok()) {
    return seconds.error();
  }
  options.client.call_deadline = std::chrono::seconds(seconds.value());
  options.client.ca_file = given.text("ca").value_or("");
  options.json = given.has("json");
  if (const auto file = given.text("state")) {
    auto state = readState(*file);
    if (!state.ok()) {
      return state.error();
    }
    options.state_file = *file;
    options.state = std::move(state.value());
  }
  const auto auth = readAuth(given.text("auth").value_or(""));
  if (!auth.ok()) {
    return auth.error();
  }
  if (options.document) {
    if (auto missing =
            findMissingField(auth.value(), *options.document, given.required("document"))) {
      return std::move(*missing);
    }
  }
  options.credentials = credentialsFrom(auth.value(), options);
  return options;
}

core::Result<std::map<std::string, std::string>> readInputs(const command_line::Arguments& given,
                                                            const BridgeOptions& options,
                                                            const std::string& action) {
  std::map<std::string, std::string> inputs;
  for (const std::string& input : given.all("input")) {
    const std::size_t equals = input.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return core::Error{"--input must be KEY=VALUE"};
    }
    inputs[input.substr(0, equals)] = input.substr(equals + 1);
  }
  const auto document = std::find_if(
      options.actions.begin(), options.actions.end(), [&action](const ActionDocument& one) {
        return one.name == action;
      });
  if (document == options.actions.end()) {
    return inputs;
  }
  for (const ActionInput& input : document->inputs) {
    if (input.mandatory && !inputs.contains(input.key)) {
      return core::Error{"--input " + input.key + "=VALUE is missing, which " + document->file +
                         " says is mandatory"};
    }
  }
  return inputs;
}

}  // namespace bailey::simulator
