#include "credentials.h"

#include "bailey/errors.hpp"
#include "bailey/secret.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace bailey::request_tracker {
namespace {

bool has(const std::vector<std::string>& fields, std::string_view name) {
  return std::find(fields.begin(), fields.end(), name) != fields.end();
}

}  // namespace

Credentials::Credentials(const std::vector<std::string>& auth_fields) : kind_(Kind::None) {
  const bool password = has(auth_fields, "username") && has(auth_fields, "password");
  const bool token = has(auth_fields, "token");
  if (password && token) {
    kind_ = Kind::Both;
  } else if (password || token) {
    kind_ = password ? Kind::Password : Kind::Token;
  }
}

std::string Credentials::complaint() const {
  switch (kind_) {
    case Kind::None:
      return "the integration's auth fields must be username and password, or token";
    case Kind::Both:
      return "the integration's auth fields must be username and password, or token, but not both";
    default:
      return {};
  }
}

void Credentials::sign(HttpRequest& request, JsonView auth) const {
  if (kind_ == Kind::Token) {
    const Secret token = secretOf(auth, "token");
    if (token.empty()) {
      throw Error(Error::Code::Unauthorized, "Enter an auth token of Request Tracker.");
    }
    request.field("Authorization", std::string("token ").append(token.reveal()));
    return;
  }
  const std::string user = auth["username"].text();
  const Secret password = secretOf(auth, "password");
  if (user.empty() || password.empty()) {
    throw Error(Error::Code::Unauthorized, "Enter a user name and password of Request Tracker.");
  }
  request.basic(user, password);
}

std::string Credentials::refusal() const {
  return kind_ == Kind::Token
             ? "Request Tracker refused the auth token: enter one that is valid."
             : "Request Tracker refused the user name or password: check both, and that the "
               "account is privileged.";
}

}  // namespace bailey::request_tracker
