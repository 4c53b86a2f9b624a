// The client's side of OAuth 2.0's token endpoint, as Talkdesk plays it for an integration.
// (contract.md §7.2; RFC 6749)
#pragma once

#include "core/result.h"
#include "simulator/bridge_client.h"
#include "simulator/bridge_url.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::simulator {

enum class Grant : std::uint8_t { Unset = 0, ClientCredentials, Password, AuthorizationCode };

// "client_credentials", as RFC 6749 writes it.
std::string_view nameOf(Grant grant);

// Where the client's name and secret go.
enum class ClientAuthentication : std::uint8_t { Body, Basic };

struct TokenOptions {
  std::string url;
  Grant grant = Grant::Unset;
  ClientAuthentication client_authentication = ClientAuthentication::Body;
  std::string client_id;
  std::string client_secret;
  std::string username;      // Grant::Password
  std::string password;      // Grant::Password
  std::string code;          // Grant::AuthorizationCode
  std::string redirect_uri;  // Grant::AuthorizationCode; may be empty.
  std::string scope;         // May be empty.
};

struct Tokens {
  std::string access_token;
  std::string refresh_token;                       // Empty: none was issued.
  std::optional<std::chrono::seconds> expires_in;  // What the endpoint says of it.
};

class TokenEndpoint {
public:
  static core::Result<std::unique_ptr<TokenEndpoint>> create(TokenOptions options,
                                                             const ClientOptions& client);

  // The error names the status and OAuth's error code, never a value that was sent.
  core::Result<Tokens> issue();
  core::Result<Tokens> refresh(const std::string& refresh_token);

  // A code can be used once; the other grants again and again.
  [[nodiscard]] bool isRepeatable() const { return options_.grant != Grant::AuthorizationCode; }

private:
  using Form = std::vector<std::pair<std::string, std::string>>;

  TokenEndpoint(TokenOptions options, BridgeUrl url, std::unique_ptr<BridgeClient> client);

  core::Result<Tokens> request(Form form);

  const TokenOptions options_;
  const BridgeUrl url_;
  const std::unique_ptr<BridgeClient> client_;
};

}  // namespace bailey::simulator
