#include "documents/service.h"

#include "talkdesk/routes.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>

namespace bailey::documents {
namespace {

bool isVisibleAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

std::string Service::endpoint(talkdesk::Operation operation, std::string_view action) const {
  if (!offered.at(talkdesk::indexOf(operation))) {
    return {};
  }
  return public_url + talkdesk::pathOf({integration, path_secret, operation, action});
}

core::Result<std::string> parsePublicUrl(std::string_view text) {
  if (!isVisibleAscii(text)) {
    return core::Error{"must percent-encode blanks and non-ASCII characters"};
  }
  try {
    const Poco::URI uri{std::string(text)};
    if (uri.getScheme() != "https") {
      return core::Error{"must start with https://"};
    }
    if (uri.getHost().empty()) {
      return core::Error{"must name a host"};
    }
    if (!uri.getUserInfo().empty()) {
      return core::Error{"must not hold a user name"};
    }
    if (text.find_first_of("?#") != std::string_view::npos) {
      return core::Error{"must end with its path, without ? or #"};
    }
  } catch (const Poco::Exception&) {
    return core::Error{"is not a URL; it must be like https://bridge.example.net"};
  }
  // Not as Poco writes it: what Talkdesk is given is what the operator wrote.
  return std::string(text.substr(0, text.find_last_not_of('/') + 1));
}

}  // namespace bailey::documents
