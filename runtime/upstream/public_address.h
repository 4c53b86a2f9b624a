// Which addresses are somewhere in the internet, and not this machine, its neighbours or a door to
// them. (reliability.md §3 "SSRF"; IANA special-purpose address registries; RFC 6890, RFC 6052)
#pragma once

#include <Poco/Net/IPAddress.h>

namespace bailey::upstream {

// False for loopback, private, link-local, shared (CGNAT), multicast, documentation, benchmarking,
// unspecified, broadcast and reserved addresses, for unique-local and site-local ones, for all
// of IPv6 that is not handed out yet, and for tunnels whose other end nobody can see (6to4, Teredo,
// local NAT64). A mapped address (::ffff:a.b.c.d) and one of the well-known NAT64 prefix are what
// they stand for.
bool isPublicAddress(const Poco::Net::IPAddress& address);

// ::ffff:a.b.c.d as a.b.c.d, which is whom a socket talks to with it; others as they are.
Poco::Net::IPAddress withoutMapping(const Poco::Net::IPAddress& address);

}  // namespace bailey::upstream
