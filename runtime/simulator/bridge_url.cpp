#include "simulator/bridge_url.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>
#include <sstream>

namespace bailey::simulator {
namespace {

// These bytes go onto the request line as they are, so that none may end it.
bool isRequestTargetSafe(std::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

std::string BridgeUrl::authority() const {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::vector<std::string> BridgeUrl::pathSegments() const {
  std::vector<std::string> segments;
  std::istringstream path(base_path);
  for (std::string segment; std::getline(path, segment, '/');) {
    if (!segment.empty()) {
      segments.push_back(segment);
    }
  }
  return segments;
}

core::Result<BridgeUrl> parseBridgeUrl(std::string_view text) {
  try {
    const Poco::URI uri{std::string(text)};
    if (uri.getScheme() != "https") {
      return core::Error{"the bridge's URL must start with https://"};
    }
    if (uri.getHost().empty() || uri.getPort() == 0) {
      return core::Error{"the bridge's URL must name a host and a port above 0"};
    }
    if (!uri.getUserInfo().empty()) {
      return core::Error{"the bridge's URL must not hold a user name; use a secret path segment"};
    }
    if (!uri.getRawQuery().empty() || !uri.getFragment().empty()) {
      return core::Error{"the bridge's URL must end with its path, without ? or #"};
    }
    BridgeUrl url;
    url.host = uri.getHost();
    url.port = uri.getPort();
    // Not getPath(): it decodes, and what Talkdesk was given is what must be asked for.
    url.base_path = uri.getPathEtc();
    url.base_path.erase(url.base_path.find_last_not_of('/') + 1);
    if (!isRequestTargetSafe(url.base_path)) {
      return core::Error{"the bridge's URL must percent-encode spaces and non-ASCII characters"};
    }
    return url;
  } catch (const Poco::Exception&) {
    return core::Error{"the bridge's URL is not a URL; it must be like https://host:8443/demo"};
  }
}

}  // namespace bailey::simulator
