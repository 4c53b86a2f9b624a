// Where a bridge's integration is found: https://host[:port]/path, without a query. Talkdesk calls
// URLs below it, one for each operation. (contract.md §1.1)
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::simulator {

struct BridgeUrl {
  std::string host;  // A name or an address, without the brackets of IPv6.
  std::uint16_t port = 443;
  std::string base_path;  // Starts with "/", ends without; empty for the root. May hold a secret.

  // "localhost:8443": what may be shown to people.
  [[nodiscard]] std::string authority() const;

  // The parts of base_path that may be a caller's secret: never show these.
  [[nodiscard]] std::vector<std::string> pathSegments() const;
};

// The error never holds the text itself, which may contain a secret.
core::Result<BridgeUrl> parseBridgeUrl(std::string_view text);

}  // namespace bailey::simulator
