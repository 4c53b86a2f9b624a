#include "org.h"

#include "record_id.h"

#include "bailey/errors.hpp"
#include "bailey/secret.hpp"
#include "bailey/url.hpp"

#include <algorithm>
#include <array>

namespace bailey::salesforce {
namespace {

constexpr std::array<std::string_view, 2> kDomains = {".salesforce.com", ".salesforce.mil"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// `name` without the schemes, slashes and blanks that people leave around it, in lower case.
std::string bareHost(std::string_view name) {
  constexpr std::string_view kBlanks = " \t\r\n";
  name.remove_prefix(std::min(name.find_first_not_of(kBlanks), name.size()));
  name = name.substr(0, name.find_last_not_of(kBlanks) + 1);
  std::string host(name);
  std::transform(host.begin(), host.end(), host.begin(), &lower);
  constexpr std::string_view kScheme = "https://";
  if (host.starts_with(kScheme)) {
    host.erase(0, kScheme.size());
  }
  if (host.ends_with('/')) {
    host.pop_back();
  }
  return host;
}

bool isMadeOfLabels(std::string_view host) {
  while (true) {
    const std::size_t dot = host.find('.');
    if (!isHostLabel(host.substr(0, dot))) {
      return false;
    }
    if (dot == std::string_view::npos) {
      return true;
    }
    host.remove_prefix(dot + 1);
  }
}

}  // namespace

bool isOrigin(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (text.starts_with(scheme)) {
      text.remove_prefix(scheme.size());
      const std::size_t colon = text.find(':');
      const std::string_view port =
          colon == std::string_view::npos ? "443" : text.substr(colon + 1);
      const bool is_port = !port.empty() && port.size() <= 5 &&
                           port.find_first_not_of("0123456789") == std::string_view::npos;
      return is_port && isMadeOfLabels(text.substr(0, colon));
    }
  }
  return false;
}

std::optional<std::string> orgAddress(std::string_view instance_url) {
  const std::string host = bareHost(instance_url);
  const bool is_salesforces = std::any_of(kDomains.begin(), kDomains.end(), [&](auto domain) {
    return host.size() > domain.size() && host.ends_with(domain);
  });
  return is_salesforces && isMadeOfLabels(host) ? std::optional("https://" + host) : std::nullopt;
}

Org::Org(const Settings& settings, JsonView auth) : address_(settings.base_url) {
  if (!address_.empty()) {
    return;
  }
  const std::string given = auth[settings.instance_field].text();
  if (given.empty()) {
    throw Error(Error::Code::Unauthorized,
                "The address of your Salesforce org is missing: connect the integration again.");
  }
  std::optional<std::string> address = orgAddress(given);
  if (!address) {
    throw Error(Error::Code::InvalidRequest,
                "The address of your Salesforce org must look like "
                "https://yourcompany.my.salesforce.com.");
  }
  address_ = *std::move(address);
}

std::string Org::page(std::string_view object, std::string_view id) const {
  return isRecordId(id)
             ? Url(address_).path("lightning").path("r").path(object).path(id).path("view").text()
             : std::string();
}

}  // namespace bailey::salesforce
