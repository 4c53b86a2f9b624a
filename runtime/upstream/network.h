// An IP address as it is written, and a network of them, as in 10.1.0.0/16: what an operator opens,
// and what is closed to start with.
#pragma once

#include "core/result.h"

#include <Poco/Net/IPAddress.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bailey::upstream {

struct Network {
  std::array<std::uint8_t, 16> prefix{};  // in network order; the first 4 bytes for IPv4
  std::size_t address_bytes = 4;          // 4 or 16
  std::size_t bits = 32;                  // how many of the prefix count

  // Addresses of the other family are outside, mapped ones too.
  [[nodiscard]] bool contains(const Poco::Net::IPAddress& address) const;
};

constexpr Network ipv4Network(std::uint32_t prefix, std::size_t bits) {
  Network network{.bits = bits};
  for (std::size_t i = 0; i < 4; ++i) {
    network.prefix[i] = static_cast<std::uint8_t>(prefix >> (24 - 8 * i));
  }
  return network;
}

// `prefix`: the first 64 bits of the address.
constexpr Network ipv6Network(std::uint64_t prefix, std::size_t bits) {
  Network network{.address_bytes = 16, .bits = bits};
  for (std::size_t i = 0; i < 8; ++i) {
    network.prefix[i] = static_cast<std::uint8_t>(prefix >> (56 - 8 * i));
  }
  return network;
}

// Four decimal numbers, or IPv6 without brackets and zone. Not Poco's tryParse(), which takes other
// spellings as well and does not take "::".
std::optional<Poco::Net::IPAddress> parseAddress(std::string_view text);

// "10.1.0.0/16", "fd00:1::/32". An address with bits behind the length is refused: whoever wrote
// 10.1.2.3/16 meant one or the other. The error is a clause about "it".
core::Result<Network> parseNetwork(std::string_view text);

}  // namespace bailey::upstream
