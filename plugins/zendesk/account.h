// Whose Zendesk a request is for, and by what right: the host that the user's subdomain makes, and
// the credentials that every request to it carries.
#pragma once

#include "settings.h"

#include "bailey/plugin.hpp"
#include "bailey/secret.hpp"
#include "bailey/url.hpp"

#include <string>
#include <string_view>

namespace bailey::zendesk {

// Lives as long as the call it is made for.
class Account {
public:
  // An OAuth access token.
  Account(std::string origin, Secret token);

  // An API token of the user with that address.
  Account(std::string origin, std::string_view email, Secret token);

  [[nodiscard]] const std::string& origin() const { return origin_; }

  // ".../api/v2", to go on from.
  [[nodiscard]] Url api() const;

  // Requests with the credentials in them. `body` is JSON.
  [[nodiscard]] HttpRequest get(const Url& url) const;
  [[nodiscard]] HttpRequest post(const Url& url, std::string body) const;
  [[nodiscard]] HttpRequest put(const Url& url, std::string body) const;

private:
  void sign(HttpRequest& request) const;

  std::string origin_;
  std::string user_;  // empty: the token is sent as a bearer
  Secret token_;
};

// Makes an account of what comes in `auth`.
class Accounts {
public:
  // `auth_fields` are the names of those that the integration asks its users for.
  Accounts(const std::vector<std::string>& auth_fields, std::string base_url);

  // Complains when the auth fields are not enough to get in.
  static void check(const std::vector<std::string>& auth_fields,
                    bool has_base_url,
                    Complaints& complaints);

  // Throws Unauthorized when something is missing, or is not what it should be.
  [[nodiscard]] Account of(JsonView auth) const;

private:
  [[nodiscard]] std::string originOf(JsonView auth) const;

  std::string base_url_;  // empty: the host is made of the subdomain
  bool takes_access_token_;
  bool takes_api_token_;
};

// Where a person sees it. `origin` is Account::origin().
[[nodiscard]] std::string userPage(std::string_view origin, std::string_view id);
[[nodiscard]] std::string ticketPage(std::string_view origin, std::string_view id);

}  // namespace bailey::zendesk
