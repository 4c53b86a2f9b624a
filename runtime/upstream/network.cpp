#include "upstream/network.h"

#include "http/character.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <string>

namespace bailey::upstream {
namespace {

// The bits of byte `index` that belong to a prefix of so many bits.
std::uint8_t maskOf(std::size_t bits, std::size_t index) {
  const std::size_t before = index * 8;
  const std::size_t in_byte = bits > before ? std::min<std::size_t>(bits - before, 8) : 0;
  return static_cast<std::uint8_t>(0xFF00U >> in_byte);
}

std::optional<std::size_t> parseBits(std::string_view text, std::size_t bits_max) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text.front() == '0') ||
      http::runOf(http::CharClass::Digit, text) != text.size()) {
    return std::nullopt;
  }
  std::size_t bits = 0;
  for (const char byte : text) {
    bits = bits * 10 + http::hexValue(byte);
  }
  return bits <= bits_max ? std::optional(bits) : std::nullopt;
}

bool hasBitsBehindPrefix(const Network& network) {
  for (std::size_t i = 0; i < network.address_bytes; ++i) {
    if ((network.prefix[i] & ~maskOf(network.bits, i)) != 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool Network::contains(const Poco::Net::IPAddress& address) const {
  if (static_cast<std::size_t>(address.length()) != address_bytes) {
    return false;
  }
  const auto* const bytes = static_cast<const std::uint8_t*>(address.addr());
  for (std::size_t i = 0; i < address_bytes; ++i) {
    if (((bytes[i] ^ prefix[i]) & maskOf(bits, i)) != 0) {
      return false;
    }
  }
  return true;
}

std::optional<Poco::Net::IPAddress> parseAddress(std::string_view text) {
  const std::string whole(text);
  const bool is_ipv6 = whole.find(':') != std::string::npos;
  in6_addr bytes{};  // room for either family
  if (whole.find('\0') != std::string::npos ||
      inet_pton(is_ipv6 ? AF_INET6 : AF_INET, whole.c_str(), &bytes) != 1) {
    return std::nullopt;
  }
  return Poco::Net::IPAddress(&bytes, is_ipv6 ? sizeof(in6_addr) : sizeof(in_addr));
}

core::Result<Network> parseNetwork(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto address = parseAddress(text.substr(0, slash));
  const std::size_t address_bytes = address ? static_cast<std::size_t>(address->length()) : 0;
  const auto bits = address && slash < text.size()
                        ? parseBits(text.substr(slash + 1), address_bytes * 8)
                        : std::nullopt;
  if (!bits) {
    return core::Error{"must be a network such as 10.1.0.0/16 or fd00:1::/32"};
  }
  Network network{.address_bytes = address_bytes, .bits = *bits};
  std::memcpy(network.prefix.data(), address->addr(), address_bytes);
  if (hasBitsBehindPrefix(network)) {
    return core::Error{"must be a network whose address is zero behind its first " +
                       std::to_string(network.bits) + " bits"};
  }
  return network;
}

}  // namespace bailey::upstream
