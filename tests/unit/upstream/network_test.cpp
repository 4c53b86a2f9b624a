#include "upstream/network.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace bailey::upstream {
namespace {

using Poco::Net::IPAddress;

bool contains(std::string_view network, const std::string& address) {
  const auto parsed = parseNetwork(network);
  EXPECT_TRUE(parsed.ok()) << network;
  return parsed.ok() && parsed.value().contains(IPAddress(address));
}

TEST(Network, ContainsWhatHasItsPrefix) {
  EXPECT_TRUE(contains("10.1.0.0/16", "10.1.0.0"));
  EXPECT_TRUE(contains("10.1.0.0/16", "10.1.255.255"));
  EXPECT_FALSE(contains("10.1.0.0/16", "10.2.0.0"));
  EXPECT_FALSE(contains("10.1.0.0/16", "10.0.255.255"));
  EXPECT_TRUE(contains("172.16.0.0/12", "172.31.255.255"));
  EXPECT_FALSE(contains("172.16.0.0/12", "172.32.0.0"));
  EXPECT_TRUE(contains("192.0.2.7/32", "192.0.2.7"));
  EXPECT_FALSE(contains("192.0.2.7/32", "192.0.2.6"));
  EXPECT_TRUE(contains("192.0.2.6/31", "192.0.2.7"));
  EXPECT_TRUE(contains("0.0.0.0/0", "255.1.2.3"));
  EXPECT_TRUE(contains("fd00:1::/32", "fd00:1:ffff::1"));
  EXPECT_FALSE(contains("fd00:1::/32", "fd00:2::1"));
  EXPECT_TRUE(contains("fc00::/7", "fdff::1"));
  EXPECT_FALSE(contains("fc00::/7", "fe00::1"));
  EXPECT_TRUE(contains("2001:db8::5/128", "2001:db8::5"));
  EXPECT_FALSE(contains("2001:db8::5/128", "2001:db8::4"));
}

TEST(Network, ContainsNothingOfTheOtherFamily) {
  EXPECT_FALSE(contains("0.0.0.0/0", "::"));
  EXPECT_FALSE(contains("::/0", "0.0.0.0"));
  EXPECT_FALSE(contains("10.0.0.0/8", "::ffff:10.0.0.1"));
}

TEST(Address, IsReadInItsPlainSpellingOnly) {
  EXPECT_EQ(parseAddress("192.0.2.1"), IPAddress("192.0.2.1"));
  EXPECT_EQ(parseAddress("2001:db8::1"), IPAddress("2001:db8::1"));
  EXPECT_EQ(parseAddress("::"), IPAddress(IPAddress::IPv6));
  EXPECT_EQ(parseAddress("0.0.0.0"), IPAddress(IPAddress::IPv4));
  for (const std::string_view text : {"",
                                      "localhost",
                                      "127.1",
                                      "0177.0.0.1",
                                      "0x7f.0.0.1",
                                      "127.0.0.1.",
                                      "[::1]",
                                      "::1%lo",
                                      " ::1"}) {
    EXPECT_EQ(parseAddress(text), std::nullopt) << text;
  }
}

TEST(Network, IsRefusedUnlessItIsWrittenAsOne) {
  for (const std::string_view text : {"",
                                      "10.1.0.0",
                                      "10.1.0.0/",
                                      "/16",
                                      "10.1.0.0/33",
                                      "10.1.0.0/016",
                                      "10.1.0.0/-1",
                                      "10.1.0.0/16/16",
                                      "10.1.0.0/255.255.0.0",
                                      "10.1/16",
                                      "010.1.0.0/16",
                                      "0x0a.1.0.0/16",
                                      " 10.1.0.0/16",
                                      "10.1.0.0/16 ",
                                      "localhost/8",
                                      "fd00::/129",
                                      "fd00::/1280",
                                      "[fd00::]/8",
                                      "fe80::%lo/64",
                                      "*/8"}) {
    EXPECT_FALSE(parseNetwork(text).ok()) << text;
  }
  EXPECT_FALSE(parseNetwork(std::string_view("10.0.0.0\0/8", 11)).ok());
}

TEST(Network, SaysThatAnAddressIsNoNetwork) {
  const auto network = parseNetwork("10.1.2.3/16");
  ASSERT_FALSE(network.ok());
  EXPECT_EQ(network.error().message,
            "must be a network whose address is zero behind its first 16 bits");
  EXPECT_FALSE(parseNetwork("fd00::1/64").ok());
}

}  // namespace
}  // namespace bailey::upstream
