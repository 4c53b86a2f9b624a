// A small OAuth 2.0 token endpoint with real TLS, which hands out a new access token each time.
#pragma once

#include "fakes/test_certificates.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bailey::fakes {

struct TokenServerOptions {
  bool issues_refresh_tokens = true;
  // Hears of each access token before it is handed out; in the server's thread.
  std::function<void(const std::string& access_token)> on_token = [](const std::string&) {
  };
};

class TokenServer {
public:
  static constexpr const char* kClientId = "bridge app";
  static constexpr const char* kClientSecret = "s3cret/of+the&client";
  static constexpr const char* kUsername = "jane";
  static constexpr const char* kPassword = "jane's pass=word";
  static constexpr const char* kCode = "code-5f0e";

  // Listens on a free port of 127.0.0.1.
  TokenServer(const TestCertificates& certificates, TokenServerOptions options);
  TokenServer(const TokenServer&) = delete;
  TokenServer& operator=(const TokenServer&) = delete;
  TokenServer(TokenServer&&) = delete;
  TokenServer& operator=(TokenServer&&) = delete;
  ~TokenServer();

  [[nodiscard]] std::string url() const;

  // The grant types of the requests that were answered with a token, in order.
  [[nodiscard]] std::vector<std::string> grants() const;

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace bailey::fakes
