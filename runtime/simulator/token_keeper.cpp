#include "simulator/token_keeper.h"

#include <utility>

namespace bailey::simulator {

TokenKeeper::TokenKeeper(std::unique_ptr<TokenEndpoint> endpoint, std::string token_key)
    : endpoint_(std::move(endpoint)),
      token_key_(std::move(token_key)) {}

core::Result<nlohmann::json> TokenKeeper::begin() {
  auto tokens = endpoint_->issue();
  if (!tokens.ok()) {
    return tokens.error();
  }
  return take(std::move(tokens.value()));
}

core::Result<nlohmann::json> TokenKeeper::renew() {
  const bool has_refresh_token = !tokens_.refresh_token.empty();
  if (!has_refresh_token && !endpoint_->isRepeatable()) {
    return core::Error{"no refresh token was issued, and a code cannot be used twice"};
  }
  auto tokens = has_refresh_token ? endpoint_->refresh(tokens_.refresh_token) : endpoint_->issue();
  if (!tokens.ok()) {
    return tokens.error();
  }
  ++(has_refresh_token ? refreshed_ : granted_again_);
  return take(std::move(tokens.value()));
}

nlohmann::json TokenKeeper::take(Tokens tokens) {
  tokens_ = std::move(tokens);
  return {{token_key_, tokens_.access_token}};
}

}  // namespace bailey::simulator
