#include "simulator/token_endpoint.h"

#include <nlohmann/json.hpp>
#include <Poco/Base64Encoder.h>
#include <Poco/URI.h>

#include <algorithm>
#include <sstream>

namespace bailey::simulator {
namespace {

using nlohmann::json;

constexpr const char* kFormType = "application/x-www-form-urlencoded";

std::string formEncoded(const std::string& text) {
  std::string encoded;
  // Everything but letters, digits and "-._~", which URI::encode leaves alone.
  Poco::URI::encode(text, "!#$%&'()*+,/:;=?@[]", encoded);
  return encoded;
}

std::string basicAuthorization(const std::string& name, const std::string& secret) {
  std::ostringstream encoded;
  Poco::Base64Encoder encoder(encoded);
  encoder.rdbuf()->setLineLength(0);
  // RFC 6749 §2.3.1 wants both encoded as in a form first.
  encoder << formEncoded(name) << ':' << formEncoded(secret);
  encoder.close();
  return "Basic " + encoded.str();
}

// OAuth's own words for an error are safe to show; anything else is not shown.
std::string errorCodeIn(const json& body) {
  const auto code = body.is_object() ? body.find("error") : body.end();
  if (!body.is_object() || code == body.end() || !code->is_string()) {
    return "";
  }
  const auto& word = code->get_ref<const std::string&>();
  constexpr std::size_t kWordBytesMax = 40;
  const bool is_word =
      word.size() <= kWordBytesMax && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || c == '_';
      });
  return is_word ? ", " + word : "";
}

core::Result<Tokens> tokensIn(const json& body) {
  const auto access = body.is_object() ? body.find("access_token") : body.end();
  if (!body.is_object() || access == body.end() || !access->is_string() ||
      access->get_ref<const std::string&>().empty()) {
    return core::Error{"the token endpoint's answer has no access_token"};
  }
  Tokens tokens;
  tokens.access_token = access->get<std::string>();
  if (const auto refresh = body.find("refresh_token"); refresh != body.end()) {
    tokens.refresh_token = refresh->is_string() ? refresh->get<std::string>() : "";
  }
  if (const auto expires = body.find("expires_in");
      expires != body.end() && expires->is_number_unsigned()) {
    tokens.expires_in = std::chrono::seconds(expires->get<std::uint32_t>());
  }
  return tokens;
}

}  // namespace

std::string_view nameOf(Grant grant) {
  switch (grant) {
    case Grant::ClientCredentials:
      return "client_credentials";
    case Grant::Password:
      return "password";
    case Grant::AuthorizationCode:
      return "authorization_code";
    case Grant::Unset:
      break;
  }
  return "";
}

TokenEndpoint::TokenEndpoint(TokenOptions options,
                             BridgeUrl url,
                             std::unique_ptr<BridgeClient> client)
    : options_(std::move(options)),
      url_(std::move(url)),
      client_(std::move(client)) {}

core::Result<std::unique_ptr<TokenEndpoint>> TokenEndpoint::create(TokenOptions options,
                                                                   const ClientOptions& client) {
  auto url = parseEndpointUrl(options.url);
  if (!url.ok()) {
    return core::Error{"--token-url " + url.error().message};
  }
  auto connection = BridgeClient::create(url.value(), client);
  if (!connection.ok()) {
    return connection.error();
  }
  return std::unique_ptr<TokenEndpoint>(
      new TokenEndpoint(std::move(options), std::move(url.value()), std::move(connection.value())));
}

core::Result<Tokens> TokenEndpoint::issue() {
  Form form = {{"grant_type", std::string(nameOf(options_.grant))}};
  if (options_.grant == Grant::Password) {
    form.emplace_back("username", options_.username);
    form.emplace_back("password", options_.password);
  } else if (options_.grant == Grant::AuthorizationCode) {
    form.emplace_back("code", options_.code);
    if (!options_.redirect_uri.empty()) {
      form.emplace_back("redirect_uri", options_.redirect_uri);
    }
  }
  if (!options_.scope.empty()) {
    form.emplace_back("scope", options_.scope);
  }
  return request(std::move(form));
}

core::Result<Tokens> TokenEndpoint::refresh(const std::string& refresh_token) {
  auto tokens = request({{"grant_type", "refresh_token"}, {"refresh_token", refresh_token}});
  // "If no new one is issued, the old one stays": RFC 6749 §6.
  if (tokens.ok() && tokens.value().refresh_token.empty()) {
    tokens.value().refresh_token = refresh_token;
  }
  return tokens;
}

core::Result<Tokens> TokenEndpoint::request(Form form) {
  Call call{Effect::Writes, url_.target, ""};
  std::string authorization;
  if (options_.client_authentication == ClientAuthentication::Basic) {
    authorization = basicAuthorization(options_.client_id, options_.client_secret);
    call.authorization = authorization;
  } else {
    form.emplace_back("client_id", options_.client_id);
    form.emplace_back("client_secret", options_.client_secret);
  }
  std::string body;
  for (const auto& [key, value] : form) {
    body.append(body.empty() ? "" : "&").append(key).append("=").append(formEncoded(value));
  }
  call.body = body;
  call.content_type = kFormType;
  const auto answer = client_->call(call);
  if (!answer.ok()) {
    return core::Error{"the token endpoint: " + answer.error().message};
  }
  const json content = json::parse(answer.value().body, nullptr, /*allow_exceptions=*/false);
  if (answer.value().status != 200) {
    return core::Error{"the token endpoint answers " + std::to_string(answer.value().status) +
                       errorCodeIn(content)};
  }
  return tokensIn(content);
}

}  // namespace bailey::simulator
