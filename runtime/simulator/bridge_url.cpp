#include "simulator/bridge_url.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>

namespace bailey::simulator {
namespace {

// These bytes go onto the request line as they are, so that none may end it.
bool isRequestTargetSafe(std::string_view target) {
  return std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

// What both kinds of URLs must be; the target is left as it was written.
core::Result<BridgeUrl> parse(std::string_view text) {
  try {
    const Poco::URI uri{std::string(text)};
    if (uri.getScheme() != "https") {
      return core::Error{"must start with https://"};
    }
    if (uri.getHost().empty() || uri.getPort() == 0) {
      return core::Error{"must name a host and a port above 0"};
    }
    if (!uri.getUserInfo().empty()) {
      return core::Error{"must not hold a user name; use a secret path segment"};
    }
    if (!uri.getFragment().empty()) {
      return core::Error{"must end with its path, without ? or #"};
    }
    BridgeUrl url;
    url.host = uri.getHost();
    url.port = uri.getPort();
    // Not getPath(): it decodes, and what Talkdesk was given is what must be asked for.
    url.target = uri.getPathEtc();
    if (!isRequestTargetSafe(url.target)) {
      return core::Error{"must percent-encode spaces and non-ASCII characters"};
    }
    return url;
  } catch (const Poco::Exception&) {
    return core::Error{"is not a URL; it must be like https://host:8443/demo"};
  }
}

}  // namespace

std::string BridgeUrl::authority() const {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::vector<std::string> BridgeUrl::pathSegments() const {
  static constexpr std::string_view kSeparators = "/?&=";
  std::vector<std::string> segments;
  for (std::size_t at = 0; at < target.size();) {
    const std::size_t end = std::min(target.find_first_of(kSeparators, at), target.size());
    if (end > at) {
      segments.push_back(target.substr(at, end - at));
    }
    at = end + 1;
  }
  return segments;
}

BridgeUrl BridgeUrl::below(std::string_view path) const {
  BridgeUrl endpoint = *this;
  endpoint.target.append(path);
  return endpoint;
}

core::Result<BridgeUrl> parseBridgeUrl(std::string_view text) {
  static constexpr const char* kSubject = "the bridge's URL ";
  auto url = parse(text);
  if (!url.ok()) {
    return core::Error{kSubject + url.error().message};
  }
  std::string& target = url.value().target;
  if (target.find('?') != std::string::npos) {
    return core::Error{std::string(kSubject) + "must end with its path, without ? or #"};
  }
  target.erase(target.find_last_not_of('/') + 1);
  return url;
}

core::Result<BridgeUrl> parseEndpointUrl(std::string_view text) {
  auto url = parse(text);
  if (url.ok() && (url.value().target.empty() || url.value().target.front() != '/')) {
    url.value().target.insert(0, "/");
  }
  return url;
}

}  // namespace bailey::simulator
