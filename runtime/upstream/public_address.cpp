#include "upstream/public_address.h"

#include "upstream/network.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace bailey::upstream {
namespace {

using Poco::Net::IPAddress;

constexpr std::array kClosedIpv4{
    ipv4Network(0x00000000, 8),   // 0.0.0.0/8        this host; Linux connects 0.0.0.0 to loopback
    ipv4Network(0x0A000000, 8),   // 10.0.0.0/8       private
    ipv4Network(0x64400000, 10),  // 100.64.0.0/10    shared by carriers; metadata of one cloud
    ipv4Network(0x7F000000, 8),   // 127.0.0.0/8      loopback
    ipv4Network(0xA83F8110, 32),  // 168.63.129.16    public by its number, Azure's agent in fact
    ipv4Network(0xA9FE0000, 16),  // 169.254.0.0/16   link-local; metadata of most clouds
    ipv4Network(0xAC100000, 12),  // 172.16.0.0/12    private
    ipv4Network(0xC0000000, 24),  // 192.0.0.0/24     protocol assignments; metadata of one cloud
    ipv4Network(0xC0000200, 24),  // 192.0.2.0/24     documentation
    ipv4Network(0xC0586300, 24),  // 192.88.99.0/24   6to4 relays
    ipv4Network(0xC0A80000, 16),  // 192.168.0.0/16   private
    ipv4Network(0xC6120000, 15),  // 198.18.0.0/15    benchmarking
    ipv4Network(0xC6336400, 24),  // 198.51.100.0/24  documentation
    ipv4Network(0xCB007100, 24),  // 203.0.113.0/24   documentation
    ipv4Network(0xE0000000, 4),   // 224.0.0.0/4      multicast
    ipv4Network(0xF0000000, 4),   // 240.0.0.0/4      reserved, broadcast
};

// All that is handed out to the internet. Loopback, unique-local, link-local, site-local,
// multicast,
// ::a.b.c.d and the local NAT64 prefix 64:ff9b:1::/48 are outside of it.
constexpr Network kGlobalIpv6 = ipv6Network(0x2000000000000000, 3);

constexpr std::array kClosedIpv6{
    ipv6Network(0x2001000000000000, 23),  // 2001::/23      protocol assignments, Teredo
    ipv6Network(0x20010DB800000000, 32),  // 2001:db8::/32  documentation
    ipv6Network(0x2002000000000000, 16),  // 2002::/16      6to4
    ipv6Network(0x3FFF000000000000, 20),  // 3fff::/20      documentation
};

constexpr Network kMapped{
    .prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, .address_bytes = 16, .bits = 96};
constexpr Network kNat64 = ipv6Network(0x0064FF9B00000000, 96);

template <std::size_t N>
bool isIn(const std::array<Network, N>& networks, const IPAddress& address) {
  return std::any_of(networks.begin(), networks.end(), [&address](const Network& network) {
    return network.contains(address);
  });
}

// The IPv4 address in the last four bytes.
IPAddress lastFourBytes(const IPAddress& address) {
  return {static_cast<const std::uint8_t*>(address.addr()) + 12, 4};
}

}  // namespace

IPAddress withoutMapping(const IPAddress& address) {
  return kMapped.contains(address) ? lastFourBytes(address) : address;
}

bool isPublicAddress(const IPAddress& address) {
  if (kMapped.contains(address) || kNat64.contains(address)) {
    return isPublicAddress(lastFourBytes(address));
  }
  if (address.family() == IPAddress::IPv4) {
    return !isIn(kClosedIpv4, address);
  }
  return kGlobalIpv6.contains(address) && !isIn(kClosedIpv6, address);
}

}  // namespace bailey::upstream
