// Where a bridge is found: https://host[:port]/path. Either the base of one integration, below
// which its operations are, or one operation's whole URL as a configuration document names it.
// (contract.md §1.1, §7.1)
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
  // As it goes onto the request line. Of a base: ends without "/", empty for the root. Of an
  // endpoint: never empty, with its query if it has one. May hold a secret.
  std::string target;

  // "localhost:8443": what may be shown to people.
  [[nodiscard]] std::string authority() const;

  // The parts of the target that may be a caller's secret: never show these.
  [[nodiscard]] std::vector<std::string> pathSegments() const;

  // The endpoint at `path`, which starts with "/", below this base.
  [[nodiscard]] BridgeUrl below(std::string_view path) const;
};

// The base of an integration, without a query. The error never holds the text itself, which may
// contain a secret.
core::Result<BridgeUrl> parseBridgeUrl(std::string_view text);

// One endpoint; a query and a trailing slash are its own affair and kept. The error is a clause
// about "it" and never holds the text.
core::Result<BridgeUrl> parseEndpointUrl(std::string_view text);

}  // namespace bailey::simulator
