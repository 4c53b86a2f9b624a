#include "upstream/public_address.h"

#include <gtest/gtest.h>

#include <string>

namespace bailey::upstream {
namespace {

using Poco::Net::IPAddress;

TEST(PublicAddress, IsOneInTheInternet) {
  for (const std::string address :
       {"1.1.1.1",        "9.255.255.255",        "11.0.0.0",          "93.184.216.34",
        "100.63.255.255", "100.128.0.0",          "126.255.255.255",   "128.0.0.0",
        "168.63.129.15",  "168.63.129.17",        "169.253.255.255",   "169.255.0.0",
        "172.15.255.255", "172.32.0.0",           "191.255.255.255",   "192.0.1.0",
        "192.0.3.0",      "192.167.255.255",      "192.169.0.0",       "198.17.255.255",
        "198.20.0.0",     "198.51.99.255",        "198.51.101.0",      "203.0.112.255",
        "203.0.114.0",    "223.255.255.255",      "2606:4700::1111",   "2a00:1450:4001::1",
        "2001:200::1",    "2001:db7::1",          "2001:db9::1",       "2003::1",
        "3ffe::1",        "::ffff:93.184.216.34", "64:ff9b::5db8:d822"}) {
    EXPECT_TRUE(isPublicAddress(IPAddress(address))) << address;
  }
}

TEST(PublicAddress, IsNoneInsideOrReservedOrWrapped) {
  for (const std::string address : {// this host, loopback
                                    "0.0.0.0",
                                    "0.255.255.255",
                                    "127.0.0.1",
                                    "127.255.255.255",
                                    "::",
                                    "::1",
                                    // private, shared, link-local, metadata of clouds
                                    "10.0.0.0",
                                    "10.255.255.255",
                                    "172.16.0.0",
                                    "172.31.255.255",
                                    "192.168.0.0",
                                    "192.168.255.255",
                                    "100.64.0.0",
                                    "100.127.255.255",
                                    "100.100.100.200",
                                    "169.254.0.0",
                                    "169.254.169.254",
                                    "169.254.255.255",
                                    "192.0.0.192",
                                    "168.63.129.16",
                                    "fc00::1",
                                    "fd00::1",
                                    "fd00:ec2::254",
                                    "fdff:ffff::1",
                                    "fe80::1",
                                    "febf::1",
                                    "fec0::1",
                                    "feff::1",
                                    // documentation, benchmarking, relays
                                    "192.0.2.1",
                                    "198.51.100.1",
                                    "203.0.113.1",
                                    "198.18.0.1",
                                    "198.19.255.255",
                                    "192.88.99.1",
                                    "2001:db8::1",
                                    "2001:db8:ffff::1",
                                    "3fff::1",
                                    "3fff:fff::1",
                                    "2001:2::1",
                                    // multicast, reserved, broadcast, discard
                                    "224.0.0.1",
                                    "239.255.255.255",
                                    "240.0.0.1",
                                    "255.255.255.255",
                                    "ff02::1",
                                    "ff0e::1",
                                    "100::1",
                                    "4000::1",
                                    "5f00::1",
                                    "e000::1",
                                    // IPv4 in IPv6
                                    "::ffff:127.0.0.1",
                                    "::ffff:10.0.0.1",
                                    "::ffff:169.254.169.254",
                                    "::ffff:0.0.0.0",
                                    "::127.0.0.1",
                                    "::93.184.216.34",
                                    "::ffff:0:127.0.0.1",
                                    "64:ff9b::7f00:1",
                                    "64:ff9b::a9fe:a9fe",
                                    "64:ff9b::a00:1",
                                    "64:ff9b:1::7f00:1",
                                    "64:ff9b:1:ffff::1",
                                    "2002:7f00:1::1",
                                    "2002:a9fe:a9fe::",
                                    "2002:5db8:d822::1",
                                    "2001:0:7f00:1::",
                                    "2001:0:4136:e378:8000:63bf:80ff:fffe"}) {
    EXPECT_FALSE(isPublicAddress(IPAddress(address))) << address;
  }
}

TEST(PublicAddress, IsJudgedByWhomASocketWouldReach) {
  EXPECT_EQ(withoutMapping(IPAddress("::ffff:10.1.2.3")), IPAddress("10.1.2.3"));
  EXPECT_EQ(withoutMapping(IPAddress("10.1.2.3")), IPAddress("10.1.2.3"));
  EXPECT_EQ(withoutMapping(IPAddress("::10.1.2.3")), IPAddress("::10.1.2.3"));
  EXPECT_EQ(withoutMapping(IPAddress("2606::1")), IPAddress("2606::1"));
}

}  // namespace
}  // namespace bailey::upstream
