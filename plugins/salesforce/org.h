// A customer's org: where it answers, and where its records are shown.
#pragma once

#include "settings.h"

#include "bailey/json.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace bailey::salesforce {

// Whether `text` is a scheme with a host and at most a port, for an operator's setting.
[[nodiscard]] bool isOrigin(std::string_view text);

// "https://acme.my.salesforce.com" of an instance URL as Salesforce or a person writes it, made
// anew from its checked labels. Nothing for any other host, a port, a user's name or a path: the
// token goes there. (What may really be reached is the host's decision.)
[[nodiscard]] std::optional<std::string> orgAddress(std::string_view instance_url);

class Org {
public:
  // Throws Error when the credentials do not say where the org is, or name another place.
  Org(const Settings& settings, JsonView auth);

  // Its scheme and host.
  [[nodiscard]] const std::string& address() const { return address_; }

  // The page of a record in Lightning; empty when `id` is no id.
  [[nodiscard]] std::string page(std::string_view object, std::string_view id) const;

private:
  std::string address_;
};

}  // namespace bailey::salesforce
