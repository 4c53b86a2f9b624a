#include "fakes/token_server.h"

#include "fakes/tls_listener.h"

#include <nlohmann/json.hpp>
#include <Poco/Base64Decoder.h>
#include <Poco/Net/HTMLForm.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/ThreadPool.h>
#include <Poco/URI.h>

#include <iterator>
#include <mutex>
#include <sstream>

namespace bailey::fakes {
namespace {

using nlohmann::json;

std::string decoded(const std::string& text) {
  std::string result;
  Poco::URI::decode(text, result);
  return result;
}

// The client's name and secret from an Authorization field, as RFC 6749 §2.3.1 has them.
std::pair<std::string, std::string> basicCredentials(const std::string& field) {
  std::istringstream encoded(field.substr(field.find(' ') + 1));
  Poco::Base64Decoder decoder(encoded);
  const std::string pair(std::istreambuf_iterator<char>(decoder), {});
  const std::size_t colon = pair.find(':');
  return {decoded(pair.substr(0, colon)), decoded(pair.substr(colon + 1))};
}

class Issuer {
public:
  explicit Issuer(TokenServerOptions options) : options_(std::move(options)) {}

  // The status and the body.
  std::pair<int, json> answer(const Poco::Net::HTMLForm& form, const std::string& authorization);

  [[nodiscard]] std::vector<std::string> grants() {
    const std::lock_guard lock(mutex_);
    return grants_;
  }

private:
  bool isGranted(const Poco::Net::HTMLForm& form);

  const TokenServerOptions options_;
  std::mutex mutex_;
  std::vector<std::string> grants_;  // guarded by mutex_
  std::string refresh_token_;        // The only valid one; guarded by mutex_
  bool code_used_ = false;           // guarded by mutex_
};

bool Issuer::isGranted(const Poco::Net::HTMLForm& form) {
  const std::string grant = form.get("grant_type", "");
  if (grant == "password") {
    return form.get("username", "") == TokenServer::kUsername &&
           form.get("password", "") == TokenServer::kPassword;
  }
  if (grant == "refresh_token") {
    return !refresh_token_.empty() && form.get("refresh_token", "") == refresh_token_;
  }
  if (grant == "authorization_code") {
    return form.get("code", "") == TokenServer::kCode && !std::exchange(code_used_, true);
  }
  return grant == "client_credentials";
}

std::pair<int, json> Issuer::answer(const Poco::Net::HTMLForm& form,
                                    const std::string& authorization) {
  const auto client = authorization.empty()
                          ? std::pair(form.get("client_id", ""), form.get("client_secret", ""))
                          : basicCredentials(authorization);
  if (client !=
      std::pair<std::string, std::string>(TokenServer::kClientId, TokenServer::kClientSecret)) {
    return {401, {{"error", "invalid_client"}}};
  }
  const std::lock_guard lock(mutex_);
  if (!isGranted(form)) {
    return {400, {{"error", "invalid_grant"}}};
  }
  grants_.push_back(form.get("grant_type"));
  const std::string number = std::to_string(grants_.size());
  const std::string access_token = "access-token-" + number;
  options_.on_token(access_token);
  json body{{"access_token", access_token}, {"token_type", "Bearer"}, {"expires_in", 60}};
  if (options_.issues_refresh_tokens) {
    refresh_token_ = "refresh-token-" + number;
    body["refresh_token"] = refresh_token_;
  }
  return {200, body};
}

class Handler : public Poco::Net::HTTPRequestHandler {
public:
  explicit Handler(Issuer& issuer) : issuer_(issuer) {}

  void handleRequest(Poco::Net::HTTPServerRequest& request,
                     Poco::Net::HTTPServerResponse& response) override {
    const Poco::Net::HTMLForm form(request, request.stream());
    const auto [status, body] = issuer_.answer(form, request.get("Authorization", ""));
    response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status));
    response.setContentType("application/json");
    const std::string text = body.dump();
    response.sendBuffer(text.data(), text.size());
  }

private:
  Issuer& issuer_;
};

class HandlerFactory : public Poco::Net::HTTPRequestHandlerFactory {
public:
  explicit HandlerFactory(Issuer& issuer) : issuer_(issuer) {}

  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const Poco::Net::HTTPServerRequest& /*request*/) override {
    return new Handler(issuer_);
  }

private:
  Issuer& issuer_;
};

}  // namespace

struct TokenServer::Parts {
  Parts(const TestCertificates& certificates, TokenServerOptions options)
      : issuer(std::move(options)),
        socket(listenOn(certificates)),
        server(new HandlerFactory(issuer), pool, socket, new Poco::Net::HTTPServerParams) {}

  Issuer issuer;
  Poco::ThreadPool pool;
  Poco::Net::SecureServerSocket socket;
  Poco::Net::HTTPServer server;
};

TokenServer::TokenServer(const TestCertificates& certificates, TokenServerOptions options)
    : parts_(std::make_unique<Parts>(certificates, std::move(options))) {
  parts_->server.start();
}

TokenServer::~TokenServer() {
  parts_->server.stopAll(/*abortCurrent=*/true);
  parts_->pool.joinAll();
}

std::string TokenServer::url() const {
  return "https://localhost:" + std::to_string(parts_->socket.address().port()) + "/token";
}

std::vector<std::string> TokenServer::grants() const {
  return parts_->issuer.grants();
}

}  // namespace bailey::fakes
