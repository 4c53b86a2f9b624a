#include "upstream/egress_policy.h"

#include "upstream/public_address.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace bailey::upstream {
namespace {

using Poco::Net::IPAddress;

constexpr std::string_view kPlain = "http://";
constexpr std::string_view kAnyLabel = "*.";

// What opens more than this is a slip: 0.0.0.0/0 would open the machine itself to every CRM.
constexpr std::size_t kNetworkBitsMinIpv4 = 8;
constexpr std::size_t kNetworkBitsMinIpv6 = 7;

core::Error refusal(std::string_view list, std::size_t index, std::string_view clause) {
  return core::Error{std::string(list) + " " + std::to_string(index) + " " + std::string(clause)};
}

bool isWiderThanAllowed(const Network& network) {
  return network.bits < (network.address_bytes == 4 ? kNetworkBitsMinIpv4 : kNetworkBitsMinIpv6);
}

bool isAddress(const Url& url, const IPAddress& address) {
  return parseAddress(url.host) == address;
}

}  // namespace

core::Result<EgressPolicy::Pattern> EgressPolicy::parsePattern(std::string_view text) {
  const core::Error malformed{
      "must be a host such as acme.example.com, *.example.com or 192.0.2.1, with :port behind it "
      "if that is not 443, and http:// before it if it is without TLS"};
  Pattern pattern;
  const bool plain = text.starts_with(kPlain);
  text.remove_prefix(plain ? kPlain.size() : 0);
  pattern.any_label = text.starts_with(kAnyLabel);
  text.remove_prefix(pattern.any_label ? kAnyLabel.size() : 0);
  if (text.find('*') != std::string_view::npos) {
    return core::Error{"may have * as its whole first label only, as in *.example.com"};
  }
  if (text.find_first_of("/?") != std::string_view::npos) {
    return malformed;
  }
  auto origin = parseUrl((plain ? "http://" : "https://") + std::string(text));
  if (!origin.ok()) {
    return malformed;
  }
  pattern.origin = std::move(origin.value());
  if (pattern.any_label &&
      (pattern.origin.host.find('.') == std::string::npos || parseAddress(pattern.origin.host))) {
    return core::Error{"must have at least two labels behind its *, as in *.example.com"};
  }
  return pattern;
}

std::optional<core::Error> EgressPolicy::faultOfPattern(std::string_view pattern) {
  const auto parsed = parsePattern(pattern);
  return parsed.ok() ? std::nullopt : std::optional(parsed.error());
}

std::optional<core::Error> EgressPolicy::faultOfNetwork(std::string_view network) {
  const auto parsed = parseNetwork(network);
  if (!parsed.ok()) {
    return parsed.error();
  }
  if (isWiderThanAllowed(parsed.value())) {
    return core::Error{"must not be wider than /8, or /7 for IPv6"};
  }
  return std::nullopt;
}

core::Result<EgressPolicy> EgressPolicy::make(const std::vector<std::string>& patterns,
                                              const std::vector<std::string>& networks) {
  EgressPolicy policy;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    auto pattern = parsePattern(patterns[i]);
    if (!pattern.ok()) {
      return refusal("host", i, pattern.error().message);
    }
    policy.patterns_.push_back(std::move(pattern.value()));
  }
  for (std::size_t i = 0; i < networks.size(); ++i) {
    if (const auto fault = faultOfNetwork(networks[i])) {
      return refusal("network", i, fault->message);
    }
    policy.networks_.push_back(parseNetwork(networks[i]).value());
  }
  return policy;
}

bool EgressPolicy::matches(const Pattern& pattern, const Url& url) {
  if (pattern.origin.tls != url.tls || pattern.origin.port != url.port) {
    return false;
  }
  std::string_view host = url.host;
  if (pattern.any_label) {
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) {
      return false;
    }
    host.remove_prefix(dot + 1);
  }
  return host == pattern.origin.host;
}

bool EgressPolicy::allows(const Url& url) const {
  return std::any_of(patterns_.begin(), patterns_.end(), [&url](const Pattern& pattern) {
    return matches(pattern, url);
  });
}

bool EgressPolicy::allowsAddress(const Url& url, const IPAddress& address) const {
  if (!allows(url)) {
    return false;
  }
  const IPAddress reached = withoutMapping(address);
  return isPublicAddress(address) || isAddress(url, address) ||
         std::any_of(networks_.begin(), networks_.end(), [&reached](const Network& network) {
           return network.contains(reached);
         });
}

core::Result<std::vector<IPAddress>> EgressPolicy::admitted(
    const Url& url, const std::vector<IPAddress>& addresses) const {
  if (addresses.empty()) {
    return core::Error{"the host has no address"};
  }
  const bool all_allowed =
      std::all_of(addresses.begin(), addresses.end(), [&](const IPAddress& address) {
        return allowsAddress(url, address);
      });
  if (!all_allowed) {
    return core::Error{"the host has an address that may not be connected to"};
  }
  return addresses;
}

}  // namespace bailey::upstream
