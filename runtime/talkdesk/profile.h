// What one integration has agreed with Talkdesk: how its customers authenticate, which interaction
// types and actions it offers, and which reading of the contract it follows where the sources
// disagree (contract.md §7 and §8). Values only; made by config, read by everything in talkdesk.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::talkdesk {

enum class AuthenticationType : std::uint8_t {
  Unset = 0,
  None,
  Custom,
  OAuth2,
  OAuth2Password,
  OAuth2ClientCredentials,
};

// With an oauth2 type Talkdesk holds the tokens: a 401 makes it refresh and repeat. (contract.md
// §1.3)
constexpr bool isOAuth(AuthenticationType type) {
  return type >= AuthenticationType::OAuth2;
}

// Where a field's value comes from. Only the older form of the document tells. (contract.md §8,
// C14)
enum class FieldSource : std::uint8_t { Unset = 0, Input, Default, AuthValidation };

// One element of `authentication_configuration`. (contract.md §7.2)
struct AuthenticationField {
  std::string field_name;
  std::string display;
  bool mandatory = false;
  bool oauth = false;  // type "oauth": filled by the OAuth authority, not typed by a user
  bool store = true;
  std::string help;
  std::string format;
  FieldSource source = FieldSource::Input;
};

enum class InputType : std::uint8_t {
  Unset = 0,
  Text,
  Textarea,
  Number,
  Tel,
  Url,
  Datetime,
  Select
};

// One input of an action. (contract.md §7.3)
struct ActionInput {
  std::string key;
  std::string name;
  bool mandatory = false;
  InputType type = InputType::Text;
  std::string format;
};

struct Action {
  std::string name;
  std::string display;
  std::string description;
  std::vector<ActionInput> inputs;

  // N7: for so long after its answer an identical request gets that answer and does not run.
  std::chrono::seconds deduplicate{0};
};

// The choices of contract.md §8, one per integration. Defaults are its recommendations.
struct Dialect {
  int auth_success_status = 200;            // C1: 200 with an object, or 204 without a body
  bool strict_401 = false;                  // §1.3: every auth validation failure is a 401
  bool action_unauthorized_as_401 = false;  // §1.3: custom/none; oauth2 always answers 401
  bool action_failures_as_5xx = false;  // §1.3: throttled, unreachable, late actions: 503/502/504
  bool agent_ids_as_integers = false;   // C9
  bool iso_dates = false;               // §4: interaction dates as 2012-11-21T17:53:51Z
  std::size_t interactions_max = 50;    // §4: newest first, at most this many
  bool legacy_configuration = false;    // C13: documents in their older form
};

struct Profile {
  // For the configuration documents alone; serving needs none of them. (contract.md §7.1)
  std::string display_name;
  std::string description;
  std::string logo_url;
  std::string icon_url;
  bool cti = false;  // the account wants CTI, for which Talkdesk asks for agents

  AuthenticationType authentication_type = AuthenticationType::Custom;
  std::vector<AuthenticationField> authentication_configuration;
  std::vector<std::string> interaction_types;  // as spelled to Talkdesk; matched in any case (C19)
  std::vector<Action> actions;
  Dialect dialect;

  // Whether any member is set that only the configuration documents need.
  [[nodiscard]] bool declaresDocument() const;

  // The action called `name`, or null. The result lives as long as this profile.
  [[nodiscard]] const Action* findAction(std::string_view name) const;
};

}  // namespace bailey::talkdesk
