// Holds the tokens of one account and gets new ones when the bridge says 401, as Talkdesk does: by
// the refresh token when one was issued, else by the grant again. (contract.md §7.2)
#pragma once

#include "simulator/session.h"
#include "simulator/token_endpoint.h"

#include <cstddef>
#include <memory>
#include <string>

namespace bailey::simulator {

class TokenKeeper : public TokenRenewal {
public:
  // `token_key`: the member of auth that carries the access token.
  TokenKeeper(std::unique_ptr<TokenEndpoint> endpoint, std::string token_key);

  // The first token, as a member of auth.
  core::Result<nlohmann::json> begin();

  core::Result<nlohmann::json> renew() override;

  // What is held now.
  [[nodiscard]] const Tokens& tokens() const { return tokens_; }

  [[nodiscard]] std::size_t refreshed() const { return refreshed_; }

  [[nodiscard]] std::size_t grantedAgain() const { return granted_again_; }

private:
  nlohmann::json take(Tokens tokens);

  const std::unique_ptr<TokenEndpoint> endpoint_;
  const std::string token_key_;
  Tokens tokens_;
  std::size_t refreshed_ = 0;
  std::size_t granted_again_ = 0;
};

}  // namespace bailey::simulator
