#include "upstream/egress_policy.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace bailey::upstream {
namespace {

using Poco::Net::IPAddress;
using Texts = std::vector<std::string>;

EgressPolicy policyOf(const Texts& patterns, const Texts& networks = {}) {
  auto policy = EgressPolicy::make(patterns, networks);
  EXPECT_TRUE(policy.ok()) << policy.error().message;
  return policy.value();
}

Url urlOf(std::string_view text) {
  const auto url = parseUrl(text);
  EXPECT_TRUE(url.ok()) << text;
  return url.ok() ? url.value() : Url();
}

// As a request is checked: first its text, then its host.
bool mayAsk(const EgressPolicy& policy, std::string_view text) {
  const auto url = parseUrl(text);
  return url.ok() && policy.allows(url.value());
}

TEST(EgressPolicy, AllowsWhatItsPatternsSay) {
  const EgressPolicy policy = policyOf({"acme.zendesk.com",
                                        "*.hubapi.com",
                                        "*.my.salesforce.com:8443",
                                        "http://rt.example",
                                        "http://*.lab.example:8080",
                                        "UPPER.example"});
  for (const std::string_view url : {"https://acme.zendesk.com/api",
                                     "https://ACME.zendesk.com:443/",
                                     "https://api.hubapi.com/",
                                     "https://a.my.salesforce.com:8443/",
                                     "http://rt.example/",
                                     "http://rt.example:80/",
                                     "http://a.lab.example:8080/",
                                     "https://upper.example/"}) {
    EXPECT_TRUE(mayAsk(policy, url)) << url;
  }
  for (const std::string_view url : {"http://acme.zendesk.com/",
                                     "https://acme.zendesk.com:444/",
                                     "https://acme.zendesk.com:80/",
                                     "http://acme.zendesk.com:443/",
                                     "https://evil.zendesk.com/",
                                     "https://x.acme.zendesk.com/",
                                     "https://acme.zendesk.com.evil.example/",
                                     "https://evilacme.zendesk.com/",
                                     "https://zendesk.com/",
                                     "https://com/",
                                     "https://hubapi.com/",
                                     "https://a.b.hubapi.com/",
                                     "https://apihubapi.com/",
                                     "https://api.hubapi.com.evil.example/",
                                     "https://api.hubapi.com:8443/",
                                     "http://api.hubapi.com/",
                                     "https://a.my.salesforce.com/",
                                     "https://rt.example/",
                                     "http://rt.example:8080/",
                                     "http://a.lab.example/"}) {
    EXPECT_FALSE(mayAsk(policy, url)) << url;
  }
}

TEST(EgressPolicy, AllowsNothingByDefault) {
  EXPECT_FALSE(mayAsk(policyOf({}), "https://acme.zendesk.com/"));
}

TEST(EgressPolicy, LetsNoCredentialOrTemplateChooseTheHost) {
  const EgressPolicy policy = policyOf({"*.zendesk.com"});
  for (const std::string_view account : {"evil.example/#",
                                         "evil.example/",
                                         "evil.example?",
                                         "evil.example\\",
                                         "x@evil.example/",
                                         "x@169.254.169.254/",
                                         "x:y@127.0.0.1:22/?",
                                         "127.0.0.1:22/?",
                                         "127.0.0.1/?",
                                         "[::1]/#",
                                         "[::1]:8443/?",
                                         "evil.example%2f",
                                         "evil.example%23",
                                         "evil.example%00",
                                         "evil.example\r\nHost: x\r\n",
                                         "evil.example\t",
                                         "evil.example ",
                                         "a.b",
                                         "",
                                         ".",
                                         "a.",
                                         "*",
                                         "a_b",
                                         "-a",
                                         "xn--\xC3\xA9",
                                         "\xEF\xBC\x8F",
                                         "evil.example\xE3\x80\x82",
                                         "a;b",
                                         "a,b",
                                         "a:443"}) {
    EXPECT_FALSE(mayAsk(policy, "https://" + std::string(account) + ".zendesk.com/api")) << account;
  }
  EXPECT_TRUE(mayAsk(policy, "https://acme.zendesk.com/api"));
}

// What some resolver, library or browser takes for this machine.
const Texts& spellingsOfLoopback() {
  static const Texts kSpellings{"127.0.0.1",
                                "127.1",
                                "127.0.1",
                                "127.000.000.001",
                                "127.0.0.1.",
                                "127.127.127.127",
                                "2130706433",
                                "02130706433",
                                "017700000001",
                                "0177.0.0.1",
                                "0177.0.0.01",
                                "00177.1",
                                "0x7f.0.0.1",
                                "0x7f000001",
                                "0x7f.1",
                                "0X7F.0.0.0x1",
                                "127.0.0x1",
                                "0177.0x0.1",
                                "127.0.0.256",
                                "383.0.0.1",
                                "6425673729",
                                "0",
                                "0.0.0.0",
                                "00",
                                "0x0",
                                "0x",
                                "[::1]",
                                "[0:0:0:0:0:0:0:1]",
                                "[0000::0001]",
                                "[::]",
                                "[::ffff:127.0.0.1]",
                                "[::ffff:7f00:1]",
                                "[::127.0.0.1]",
                                "[64:ff9b::127.0.0.1]",
                                "[::1%25lo]",
                                "[::1%lo]",
                                "::1",
                                "[127.0.0.1]",
                                "localhost",
                                "localhost.",
                                "LOCALHOST",
                                "localhost.localdomain",
                                "ip6-localhost",
                                "user@127.0.0.1",
                                "acme.zendesk.com@127.0.0.1",
                                "acme.zendesk.com:x@127.0.0.1",
                                "127.0.0.1%23.zendesk.com",
                                "127.0.0.1%00.zendesk.com",
                                "127.0.0.1%2f.zendesk.com",
                                "%31%32%37.0.0.1",
                                "127%2e0%2e0%2e1",
                                "127。0。0。1",
                                "127．0．0．1",
                                "①②⑦.⓪.⓪.①",
                                "１２７.0.0.1",
                                "ⓛocalhost",
                                "127.0.0.1\\.zendesk.com",
                                "127.0.0.1#.zendesk.com",
                                "127.0.0.1?.zendesk.com",
                                "127.0.0.1/.zendesk.com",
                                "127.0.0.1:443/.zendesk.com",
                                "127.0.0.1 .zendesk.com",
                                "127.0.0.1\t",
                                "\n127.0.0.1",
                                "127.0.0.1,acme.zendesk.com",
                                "127.0.0.1;acme.zendesk.com",
                                "127.0.0.1&acme.zendesk.com",
                                "127.0.0.1.nip.io",
                                "localtest.me",
                                "loopback"};
  return kSpellings;
}

TEST(EgressPolicy, AsksThisMachineInNoSpelling) {
  const EgressPolicy policy = policyOf({"acme.zendesk.com", "*.zendesk.com", "*.hubapi.com:8443"});
  ASSERT_GE(spellingsOfLoopback().size(), 29U);
  for (const std::string& host : spellingsOfLoopback()) {
    for (const std::string& text : {"https://" + host,
                                    "https://" + host + "/",
                                    "https://" + host + ":443/",
                                    "http://" + host + "/",
                                    "https://" + host + ":8443/x?y"}) {
      EXPECT_FALSE(mayAsk(policy, text)) << text;
    }
  }
}

// Even an operator who lists names too freely opens no number in disguise.
TEST(EgressPolicy, HasNoPatternForANumberInDisguise) {
  for (const std::string& host : spellingsOfLoopback()) {
    const auto policy = EgressPolicy::make({host}, {});
    if (!policy.ok()) {
      continue;
    }
    const auto url = parseUrl("https://" + host + "/");
    ASSERT_TRUE(url.ok()) << host;
    const bool is_name =
        url.value().host.find_first_of("ghijklmnopqrstuvwxyz") != std::string::npos;
    EXPECT_TRUE(is_name || parseAddress(url.value().host)) << host;
  }
}

TEST(EgressPolicy, TakesAddressesOnlyAsTheyAreListed) {
  const EgressPolicy policy =
      policyOf({"http://127.0.0.1", "[::1]:8443", "*.0.example", "10.1.2.3"});
  EXPECT_TRUE(mayAsk(policy, "http://127.0.0.1/"));
  EXPECT_TRUE(mayAsk(policy, "https://[::1]:8443/"));
  EXPECT_TRUE(mayAsk(policy, "https://[0:0::1]:8443/")) << "the same address";
  EXPECT_FALSE(mayAsk(policy, "http://127.0.0.2/"));
  EXPECT_FALSE(mayAsk(policy, "https://127.0.0.1/"));
  EXPECT_FALSE(mayAsk(policy, "http://127.1/"));
  EXPECT_FALSE(mayAsk(policy, "http://[::ffff:127.0.0.1]/"));
  EXPECT_FALSE(mayAsk(policy, "https://[::1]/"));
  EXPECT_FALSE(mayAsk(policy, "http://localhost/"));

  EXPECT_TRUE(policy.allowsAddress(urlOf("http://127.0.0.1/"), IPAddress("127.0.0.1")));
  EXPECT_TRUE(policy.allowsAddress(urlOf("https://[::1]:8443/"), IPAddress("::1")));
  EXPECT_TRUE(policy.allowsAddress(urlOf("https://10.1.2.3/"), IPAddress("10.1.2.3")));
  EXPECT_FALSE(policy.allowsAddress(urlOf("http://127.0.0.1/"), IPAddress("127.0.0.2")));
  EXPECT_FALSE(policy.allowsAddress(urlOf("http://127.0.0.1/"), IPAddress("10.1.2.3")));
  EXPECT_FALSE(policy.allowsAddress(urlOf("https://[::1]:8443/"), IPAddress("127.0.0.1")));
  EXPECT_FALSE(policy.allowsAddress(urlOf("https://x.0.example/"), IPAddress("127.0.0.1")))
      << "what is listed as an address is open for that address, not for names that lead there";
}

TEST(EgressPolicy, ConnectsToAddressesInTheInternetOnly) {
  const EgressPolicy policy = policyOf({"acme.zendesk.com"});
  const Url url = urlOf("https://acme.zendesk.com/");
  EXPECT_TRUE(policy.allowsAddress(url, IPAddress("93.184.216.34")));
  EXPECT_TRUE(policy.allowsAddress(url, IPAddress("2606:4700::1111")));
  for (const std::string address : {"127.0.0.1",
                                    "10.0.0.1",
                                    "169.254.169.254",
                                    "0.0.0.0",
                                    "::1",
                                    "::ffff:127.0.0.1",
                                    "fd00::1",
                                    "64:ff9b::a00:1",
                                    "255.255.255.255"}) {
    EXPECT_FALSE(policy.allowsAddress(url, IPAddress(address))) << address;
  }
  EXPECT_FALSE(policy.allowsAddress(urlOf("https://b.zendesk.com/"), IPAddress("93.184.216.34")))
      << "an address does not open a host";
}

TEST(EgressPolicy, ConnectsToTheNetworksThatAnOperatorOpens) {
  const EgressPolicy policy = policyOf({"rt.corp.example"}, {"10.1.0.0/16", "fd00:1::/32"});
  const Url url = urlOf("https://rt.corp.example/");
  for (const std::string address :
       {"10.1.0.1", "10.1.255.255", "::ffff:10.1.2.3", "fd00:1::7", "93.184.216.34"}) {
    EXPECT_TRUE(policy.allowsAddress(url, IPAddress(address))) << address;
  }
  for (const std::string address : {"10.2.0.1",
                                    "127.0.0.1",
                                    "::ffff:10.2.0.1",
                                    "fd00:2::1",
                                    "64:ff9b::a01:203",
                                    "2002:a01:203::1",
                                    "::10.1.2.3"}) {
    EXPECT_FALSE(policy.allowsAddress(url, IPAddress(address))) << address;
  }
}

TEST(EgressPolicy, RefusesANameForOneOfItsAddresses) {
  const EgressPolicy policy = policyOf({"acme.zendesk.com"});
  const Url url = urlOf("https://acme.zendesk.com/");
  const std::vector<IPAddress> outside{IPAddress("93.184.216.34"), IPAddress("2606:4700::1111")};
  const auto admitted = policy.admitted(url, outside);
  ASSERT_TRUE(admitted.ok());
  EXPECT_EQ(admitted.value(), outside) << "in the order given";
  for (const std::string inside : {"127.0.0.1", "10.0.0.1", "::1", "::ffff:169.254.169.254"}) {
    for (std::size_t at = 0; at <= outside.size(); ++at) {
      std::vector<IPAddress> mixed = outside;
      mixed.insert(mixed.begin() + static_cast<std::ptrdiff_t>(at), IPAddress(inside));
      EXPECT_FALSE(policy.admitted(url, mixed).ok()) << inside << " at " << at;
    }
  }
  EXPECT_FALSE(policy.admitted(url, {}).ok());
  EXPECT_FALSE(policy.admitted(urlOf("https://evil.example/"), outside).ok());
}

TEST(EgressPolicy, SaysWhichEntryIsWrongAndWhatIsAllowed) {
  struct Case {
    Texts patterns;
    Texts networks;
    std::string_view message;
  };

  constexpr std::string_view kForm =
      " must be a host such as acme.example.com, *.example.com or 192.0.2.1, with :port behind it "
      "if that is not 443, and http:// before it if it is without TLS";
  constexpr std::string_view kStar =
      " may have * as its whole first label only, as in *.example.com";
  constexpr std::string_view kLabels =
      " must have at least two labels behind its *, as in *.example.com";
  for (const Case& entry : std::vector<Case>{
           {{"a.example", ""}, {}, "host 1"},
           {{"https://a.example"}, {}, "host 0"},
           {{"a.example/"}, {}, "host 0"},
           {{"a.example?x"}, {}, "host 0"},
           {{"a.example#"}, {}, "host 0"},
           {{"user@a.example"}, {}, "host 0"},
           {{"a.example:0"}, {}, "host 0"},
           {{"a.example."}, {}, "host 0"},
           {{"127.1"}, {}, "host 0"},
           {{"::1"}, {}, "host 0"},
           {{"ftp://a.example"}, {}, "host 0"},
           {{"*.127.1"}, {}, "host 0"},
       }) {
    const auto policy = EgressPolicy::make(entry.patterns, entry.networks);
    ASSERT_FALSE(policy.ok()) << entry.patterns.back();
    EXPECT_EQ(policy.error().message, std::string(entry.message).append(kForm));
  }
  for (const std::string pattern : {"*",
                                    "**.a.example",
                                    "a.*.example",
                                    "a*.b.example",
                                    "*a.b.c",
                                    "*.*.example",
                                    "*:443",
                                    "http://*"}) {
    const auto policy = EgressPolicy::make({pattern}, {});
    ASSERT_FALSE(policy.ok()) << pattern;
    EXPECT_EQ(policy.error().message, "host 0" + std::string(kStar)) << pattern;
  }
  for (const std::string pattern : {"*.com", "*.localhost:8443", "*.127.0.0.1", "*.[::1]"}) {
    const auto policy = EgressPolicy::make({pattern}, {});
    ASSERT_FALSE(policy.ok()) << pattern;
    EXPECT_EQ(policy.error().message, "host 0" + std::string(kLabels)) << pattern;
  }
  const auto messageOf = [](const Texts& networks) {
    const auto policy = EgressPolicy::make({}, networks);
    return policy.ok() ? "none" : policy.error().message;
  };
  EXPECT_EQ(messageOf({"10.0.0.0/8", "10.1.2.3"}),
            "network 1 must be a network such as 10.1.0.0/16 or fd00:1::/32");
  EXPECT_EQ(messageOf({"0.0.0.0/0"}), "network 0 must not be wider than /8, or /7 for IPv6");
  EXPECT_EQ(messageOf({"10.0.0.0/7"}), "network 0 must not be wider than /8, or /7 for IPv6");
  EXPECT_EQ(messageOf({"::/0"}), "network 0 must not be wider than /8, or /7 for IPv6");
  EXPECT_EQ(messageOf({"127.0.0.0/8", "fc00::/7"}), "none");
}

}  // namespace
}  // namespace bailey::upstream
