// With what requests to RT are signed: the user's name and password, or an auth token of RT's.
#pragma once

#include "bailey/http.hpp"
#include "bailey/json.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace bailey::request_tracker {

class Credentials {
public:
  // `auth_fields` are those of the integration: "username" and "password", or "token". Others may
  // be there and are not looked at.
  explicit Credentials(const std::vector<std::string>& auth_fields);

  // What is wrong with the auth fields; empty: nothing.
  [[nodiscard]] std::string complaint() const;

  // Throws Unauthorized when the user has left them out.
  void sign(HttpRequest& request, JsonView auth) const;

  // What to look at when RT refuses them.
  [[nodiscard]] std::string refusal() const;

private:
  enum class Kind : std::uint8_t { None, Password, Token, Both };

  Kind kind_;
};

}  // namespace bailey::request_tracker
