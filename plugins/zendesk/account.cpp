#include "account.h"

#include "text.h"

#include <algorithm>
#include <utility>

namespace bailey::zendesk {
namespace {

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string pageOf(std::string_view origin, std::string_view kind, std::string_view id) {
  return Url(std::string(origin)).path("agent").path(kind).path(id).text();
}

}  // namespace

Account::Account(std::string origin, Secret token)
    : origin_(std::move(origin)),
      token_(std::move(token)) {}

Account::Account(std::string origin, std::string_view email, Secret token)
    : origin_(std::move(origin)),
      user_(std::string(email) + "/token"),
      token_(std::move(token)) {}

Url Account::api() const {
  Url url(origin_);
  url.path("api").path("v2");
  return url;
}

HttpRequest Account::get(const Url& url) const {
  HttpRequest request = HttpRequest::get(url.text());
  sign(request);
  return request;
}

HttpRequest Account::post(const Url& url, std::string body) const {
  HttpRequest request = HttpRequest::post(url.text());
  request.json(std::move(body));
  sign(request);
  return request;
}

HttpRequest Account::put(const Url& url, std::string body) const {
  HttpRequest request = HttpRequest::put(url.text());
  request.json(std::move(body));
  sign(request);
  return request;
}

void Account::sign(HttpRequest& request) const {
  request.field("Accept", "application/json");
  if (user_.empty()) {
    request.bearer(token_);
  } else {
    request.basic(user_, token_);
  }
}

Accounts::Accounts(const std::vector<std::string>& auth_fields, std::string base_url)
    : base_url_(std::move(base_url)),
      takes_access_token_(has(auth_fields, "access_token")),
      takes_api_token_(has(auth_fields, "email") && has(auth_fields, "api_token")) {}

void Accounts::check(const std::vector<std::string>& auth_fields,
                     bool has_base_url,
                     Complaints& complaints) {
  const Accounts accounts(auth_fields, {});
  if (!has_base_url && !has(auth_fields, "subdomain")) {
    complaints.push_back({"/base_url",
                          "is missing, and authentication_configuration has no field "
                          "\"subdomain\" to make the address of"});
  }
  if (!accounts.takes_access_token_ && !accounts.takes_api_token_) {
    complaints.push_back({"",
                          "authentication_configuration needs the fields \"email\" and "
                          "\"api_token\", or \"access_token\""});
  }
}

Account Accounts::of(JsonView auth) const {
  std::string origin = originOf(auth);
  if (takes_access_token_) {
    if (Secret token = secretOf(auth, "access_token"); !token.empty()) {
      return {std::move(origin), std::move(token)};
    }
  }
  const std::string email(trimmed(auth["email"].text()));
  Secret token = secretOf(auth, "api_token");
  if (!takes_api_token_ || email.empty() || token.empty()) {
    throw Error(Error::Code::Unauthorized,
                takes_api_token_ ? "Fill in the e-mail address and the API token for Zendesk."
                                 : "Connect the integration to Zendesk again.");
  }
  if (email.find(':') != std::string::npos) {
    throw Error(Error::Code::Unauthorized, "The e-mail address for Zendesk cannot hold a colon.");
  }
  return {std::move(origin), email, std::move(token)};
}

std::string Accounts::originOf(JsonView auth) const {
  if (!base_url_.empty()) {
    return base_url_;
  }
  const std::string subdomain(trimmed(auth["subdomain"].text()));
  if (!isHostLabel(subdomain)) {
    throw Error(Error::Code::Unauthorized,
                "The subdomain must be what stands before .zendesk.com in Zendesk's address.");
  }
  return "https://" + lowerCase(subdomain) + ".zendesk.com";
}

std::string userPage(std::string_view origin, std::string_view id) {
  return pageOf(origin, "users", id);
}

std::string ticketPage(std::string_view origin, std::string_view id) {
  return pageOf(origin, "tickets", id);
}

}  // namespace bailey::zendesk
