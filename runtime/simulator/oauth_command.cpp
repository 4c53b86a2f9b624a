// `bailey talkdesk oauth`: an operation as Talkdesk runs it for the authentication types oauth2*,
// with a token from a real token endpoint. (contract.md §7.2)
#include "simulator/action_execution.h"
#include "simulator/agent_sync.h"
#include "simulator/auth_validation.h"
#include "simulator/contact_sync.h"
#include "simulator/interaction_retrieval.h"
#include "simulator/secret_input.h"
#include "simulator/stage.h"
#include "simulator/token_keeper.h"

#include <array>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr const char* kExpiredToken = "expired-token-0d6f3a";

constexpr Rule kUnauthorized{"7.2", "a token that is not valid is answered with 401"};

// What may be run, by its name on the command line.
struct RunnableOperation {
  std::string_view name;
  Operation operation = Operation::Unset;
  Step (*run)(Session& session, StepRun& step, const BridgeUrl& at, const std::string& contact);
};

Step validate(Session& session,
              StepRun& step,
              const BridgeUrl& at,
              const std::string& /*contact*/) {
  const auto validation = validateCredentials(session, step, at);
  return step.end(validation ? "accepted with " + std::to_string(validation->status) : "");
}

Step syncContacts(Session& session,
                  StepRun& step,
                  const BridgeUrl& at,
                  const std::string& /*contact*/) {
  runThroughContacts(session, step, {at, ""});
  return step.end("all contacts, with a checkpoint");
}

Step syncAgents(Session& session,
                StepRun& step,
                const BridgeUrl& at,
                const std::string& /*contact*/) {
  runThroughAgents(session, step, at);
  return step.end("all agents");
}

Step retrieve(Session& session, StepRun& step, const BridgeUrl& at, const std::string& contact) {
  const auto answer =
      retrieveInteractions(session, step, at, {{"contact_external_id", contact}}, {});
  step.setCount(answer ? answer->found.ids.size() : 0);
  return step.end("found");
}

constexpr std::array<RunnableOperation, 4> kOperations = {{
    {"activate", Operation::AuthValidation, &validate},
    {"sync", Operation::ContactSync, &syncContacts},
    {"agents", Operation::AgentSync, &syncAgents},
    {"interactions", Operation::InteractionRetrieval, &retrieve},
}};

Grant grantFor(const command_line::Arguments& given, const BridgeOptions& options) {
  if (given.has("code")) {
    return Grant::AuthorizationCode;
  }
  const std::string type = options.document ? options.document->authentication_type : "";
  return given.has("username") || type == "oauth2_password" ? Grant::Password
                                                            : Grant::ClientCredentials;
}

core::Result<TokenOptions> readTokenOptions(const command_line::Arguments& given,
                                            const BridgeOptions& bridge) {
  TokenOptions options;
  options.url = given.required("token-url");
  options.client_id = given.required("client-id");
  options.grant = grantFor(given, bridge);
  options.username = given.text("username").value_or("");
  options.redirect_uri = given.text("redirect-uri").value_or("");
  options.scope = given.text("scope").value_or("");
  const std::string place = given.text("client-auth").value_or("body");
  if (place != "body" && place != "basic") {
    return core::Error{"--client-auth must be body or basic"};
  }
  if (place == "basic") {
    options.client_authentication = ClientAuthentication::Basic;
  }

  struct SecretOption {
    const char* name;
    const char* variable;
    std::string& value;
  };

  for (const SecretOption& secret :
       {SecretOption{"client-secret", "BAILEY_CLIENT_SECRET", options.client_secret},
        SecretOption{"password", "BAILEY_PASSWORD", options.password},
        SecretOption{"code", "BAILEY_CODE", options.code}}) {
    auto value = readSecret(
        "--" + std::string(secret.name), given.text(secret.name).value_or(""), secret.variable);
    if (!value.ok()) {
      return value.error();
    }
    secret.value = std::move(value.value());
  }
  if (options.grant == Grant::Password && options.username.empty()) {
    return core::Error{"--username is needed for the password grant"};
  }
  return options;
}

std::string describe(const Tokens& tokens) {
  std::string text = "an access token";
  if (tokens.expires_in) {
    text += " for " + std::to_string(tokens.expires_in->count()) + " s";
  }
  return text + (tokens.refresh_token.empty() ? ", no refresh token" : ", a refresh token");
}

void hideSecrets(const TokenOptions& options, Redactor& redactor) {
  for (const std::string* secret : {&options.client_secret, &options.password, &options.code}) {
    redactor.hide(*secret);
  }
}

// The operation or the action, with the token that the session has.
void takeOperation(const command_line::Arguments& given,
                   Stage& stage,
                   const std::map<std::string, std::string>& inputs) {
  Session& session = stage.session();
  const std::string& name = given.operand(0);
  const std::string contact = given.text("contact-id").value_or("");
  for (const RunnableOperation& runnable : kOperations) {
    if (runnable.name == name) {
      stage.takeAt(name, runnable.operation, [&](StepRun& step, const BridgeUrl& at) {
        return runnable.run(session, step, at, contact);
      });
      return;
    }
  }
  const auto at = session.bridge.endpoints().ofAction(given.text("action").value_or(""));
  stage.scenario().take("action", [&](StepRun& step) {
    if (!at) {
      return step.notRun("not offered: no --action-document names it");
    }
    executeAction(session, step, *at, {contact, "", inputs});
    return step.end("answered with 201");
  });
}

// Sends a token that cannot be valid; the bridge must say so in the one way that makes Talkdesk
// get another one.
Step sendExpired(Session& session, StepRun& step, const std::string& token_key) {
  const auto& endpoints = session.bridge.endpoints();
  std::optional<BridgeUrl> at;
  for (const Operation operation : {Operation::AgentSync,
                                    Operation::ContactSync,
                                    Operation::InteractionRetrieval,
                                    Operation::AuthValidation}) {
    at = at ? at : endpoints.of(operation);
  }
  if (!at) {
    return step.notApplicable("no operation that only reads is offered");
  }
  nlohmann::json auth = session.credentials.stored;
  auth[token_key] = kExpiredToken;
  TokenRenewal* const renewal = std::exchange(session.token_renewal, nullptr);
  const auto answer =
      step.post(Effect::Reads, *at, {{"auth", auth}, {"meta", nlohmann::json::object()}});
  session.token_renewal = renewal;
  if (answer && answer->status != 401) {
    step.findings().broken(kUnauthorized,
                           "the status is " + std::to_string(answer->status),
                           std::string_view(answer->body));
  }
  return step.end("refused with 401");
}

Details detailsOf(const TokenKeeper& keeper, Grant grant) {
  Details details;
  details.json["oauth"] = {{"grant", nameOf(grant)},
                           {"refreshed", keeper.refreshed()},
                           {"granted_again", keeper.grantedAgain()}};
  if (keeper.tokens().access_token.empty()) {
    return details;
  }
  details.text = "    tokens: one by " + std::string(nameOf(grant));
  if (keeper.refreshed() != 0) {
    details.text += ", " + std::to_string(keeper.refreshed()) + " by refresh_token after a 401";
  }
  if (keeper.grantedAgain() != 0) {
    details.text +=
        ", " + std::to_string(keeper.grantedAgain()) + " by the grant again after a 401";
  }
  details.text += "\n";
  return details;
}

std::optional<core::Error> checkOperation(const command_line::Arguments& given) {
  const std::string& name = given.operand(0);
  if (name == "action") {
    return given.has("action") ? std::nullopt : std::optional(core::Error{"--action is needed"});
  }
  for (const RunnableOperation& runnable : kOperations) {
    if (runnable.name == name) {
      return std::nullopt;
    }
  }
  return core::Error{"OPERATION must be activate, sync, agents, interactions or action"};
}

core::Result<int> play(const command_line::Arguments& given, Streams streams) {
  if (auto error = checkOperation(given)) {
    return std::move(*error);
  }
  auto options = readBridgeOptions(given);
  if (!options.ok()) {
    return options.error();
  }
  auto token_options = readTokenOptions(given, options.value());
  const auto inputs = readInputs(given, options.value(), given.text("action").value_or(""));
  if (!token_options.ok() || !inputs.ok()) {
    return token_options.ok() ? inputs.error() : token_options.error();
  }
  auto endpoint = TokenEndpoint::create(token_options.value(), options.value().client);
  if (!endpoint.ok()) {
    return endpoint.error();
  }
  const std::string token_key = given.text("token-key").value_or("access_token");
  TokenKeeper keeper(std::move(endpoint.value()), token_key);
  auto opened = Stage::open(std::move(options.value()), "Talkdesk, with OAuth, calls ", streams);
  if (!opened.ok()) {
    return opened.error();
  }
  Stage& stage = *opened.value();
  Session& session = stage.session();
  hideSecrets(token_options.value(), session.redactor);
  const bool has_token = stage.scenario().take("token", [&](StepRun& step) {
    const auto member = keeper.begin();
    if (!member.ok()) {
      return step.notRun(member.error().message);
    }
    session.redactor.hideAll(member.value());
    session.redactor.hide(keeper.tokens().refresh_token);
    session.credentials.typed.update(member.value());
    session.credentials.stored.update(member.value());
    session.token_renewal = &keeper;
    return step.end(describe(keeper.tokens()));
  });
  if (has_token && given.has("expired")) {
    stage.scenario().take("token, expired",
                          [&](StepRun& step) { return sendExpired(session, step, token_key); });
    // From here on as if the token had just expired: the 401 must lead to another one.
    session.credentials.typed[token_key] = kExpiredToken;
    session.credentials.stored[token_key] = kExpiredToken;
  }
  if (has_token) {
    takeOperation(given, stage, inputs.value());
  }
  return stage.finish(detailsOf(keeper, token_options.value().grant));
}

int run(const std::vector<std::string>& arguments, Streams streams) {
  using command_line::Use;
  static const command_line::Syntax kSyntax = {
      "bailey talkdesk oauth",
      "Gets a token from a token endpoint as Talkdesk does for the types oauth2*, and runs an "
      "operation with it: activate, sync, agents, interactions or action. When the bridge answers "
      "401 the token is renewed and the request repeated, once. Tokens are never shown.",
      {"OPERATION"},
      withBridgeOptions(
          {{"token-url", "URL", "the token endpoint, https", Use::Required},
           {"client-id", "ID", "as it knows this client", Use::Required},
           {"client-secret", "@FILE", "the client's secret; or the variable BAILEY_CLIENT_SECRET"},
           {"client-auth", "WHERE", "where they are sent, body or basic (body)"},
           {"username", "NAME", "the password grant, for this user"},
           {"password", "@FILE", "the user's password; or the variable BAILEY_PASSWORD"},
           {"code", "@FILE", "the authorization code grant, with this code"},
           {"redirect-uri", "URI", "what the code was asked for with"},
           {"scope", "SCOPE", "what is asked for"},
           {"token-key", "KEY", "the member of auth that carries the token (access_token)"},
           {"expired", "", "first act as if the token had expired"},
           {"contact-id", "ID", "whose interactions, or in whose scope the action runs"},
           {"action", "NAME", "for the operation action"},
           inputOption()}),
      kExitCodes};
  return runWith(kSyntax, arguments, streams, &play);
}

}  // namespace

const Subcommand kOauth = {
    "oauth", "OPERATION --token-url URL", "an operation with a token of a real endpoint", &run};

}  // namespace bailey::simulator
