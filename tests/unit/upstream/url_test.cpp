#include "upstream/url.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace bailey::upstream {
namespace {

std::string problemOf(std::string_view text) {
  const auto url = parseUrl(text);
  return url.ok() ? "none" : url.error().message;
}

// As one string, with every part in it.
std::string partsOf(const core::Result<Url>& url) {
  if (!url.ok()) {
    return url.error().message;
  }
  const Url& parts = url.value();
  return (parts.tls ? "https " : "http ") + parts.host + " " + std::to_string(parts.port) + " " +
         parts.target;
}

TEST(Url, IsReadIntoItsParts) {
  struct Case {
    std::string_view text;
    std::string_view parts;
  };

  for (const Case& entry : std::vector<Case>{
           {"https://acme.zendesk.com/api/v2/users?a=b",
            "https acme.zendesk.com 443 /api/v2/users?a=b"},
           {"https://acme.zendesk.com", "https acme.zendesk.com 443 /"},
           {"https://acme.zendesk.com/", "https acme.zendesk.com 443 /"},
           {"https://acme.zendesk.com?a=/../b", "https acme.zendesk.com 443 /?a=/../b"},
           {"HTTPS://ACME.Zendesk.COM/A", "https acme.zendesk.com 443 /A"},
           {"http://rt.example", "http rt.example 80 /"},
           {"http://rt.example:443/", "http rt.example 443 /"},
           {"https://rt.example:1/", "https rt.example 1 /"},
           {"https://rt.example:65535/", "https rt.example 65535 /"},
           {"https://localhost:8443/x", "https localhost 8443 /x"},
           {"https://xn--bcher-kva.example/", "https xn--bcher-kva.example 443 /"},
           {"https://1a.2b.c3/", "https 1a.2b.c3 443 /"},
           {"https://a--b.example/", "https a--b.example 443 /"},
           {"https://93.184.216.34/", "https 93.184.216.34 443 /"},
           {"https://[2001:DB8:0:0:0:0:0:1]:444/", "https 2001:db8::1 444 /"},
           {"https://[::ffff:127.0.0.1]/", "https ::ffff:127.0.0.1 443 /"},
           {"https://a.example/...", "https a.example 443 /..."},
           {"https://a.example/.well-known/a..b/x.", "https a.example 443 /.well-known/a..b/x."},
           {"https://a.example//b//", "https a.example 443 //b//"},
           {"https://a.example/a%2Fb%20c?q=%E2%82%AC",
            "https a.example 443 /a%2Fb%20c?q=%E2%82%AC"},
           {"https://a.example/a:b@c", "https a.example 443 /a:b@c"},
       }) {
    EXPECT_EQ(partsOf(parseUrl(entry.text)), entry.parts) << entry.text;
  }
}

TEST(Url, IsRefusedWithWhatIsWrongWithIt) {
  const std::string label64(64, 'a');
  const std::string label63(63, 'a');

  struct Case {
    std::string text;
    std::string_view clause;
  };

  for (const Case& entry : std::vector<Case>{
           {"", "begin with"},
           {"acme.zendesk.com", "begin with"},
           {"//acme.zendesk.com/", "begin with"},
           {"/path", "begin with"},
           {"ftp://a.example/", "begin with"},
           {"httpss://a.example/", "begin with"},
           {"https:/a.example/", "begin with"},
           {"https:a.example", "begin with"},
           {"file:///etc/passwd", "begin with"},
           {"gopher://127.0.0.1:70/_", "begin with"},
           {" https://a.example/", "visible"},
           {"https://a.example/ ", "visible"},
           {"https://a.example/\r\nX-Admin: 1", "visible"},
           {"https://a.example/\t", "visible"},
           {std::string("https://a.example\0.b.example/", 29), "visible"},
           {"https://a.example/\x7F", "visible"},
           {"https://b\xC3\xBC"
            "cher.example/",
            "visible"},
           {"https://a.example/\xE2\x82\xAC", "visible"},
           {"https://a.example#", "fragment"},
           {"https://evil.example/#.zendesk.com", "fragment"},
           {"https://evil.example#@a.example/", "fragment"},
           {"https://a.example\\@evil.example/", "backslash"},
           {"https://a.example/\\..", "backslash"},
           {"https:\\\\a.example/", "backslash"},
           {"https://user@a.example/", "user name"},
           {"https://user:secret@a.example/", "user name"},
           {"https://@a.example/", "user name"},
           {"https:///path", "host"},
           {"https://", "host"},
           {"https://:443/", "host"},
           {"https://?x", "host"},
           {"https://a.example./", "single dots"},
           {"https://.a.example/", "single dots"},
           {"https://a..example/", "single dots"},
           {"https://-a.example/", "hyphens"},
           {"https://a-.example/", "hyphens"},
           {"https://a_b.example/", "hyphens"},
           {"https://a%2eexample/", "hyphens"},
           {"https://*.example/", "hyphens"},
           {"https://a,b.example/", "hyphens"},
           {"https://" + label64 + ".example/", "hyphens"},
           {"https://" + label63 + "." + label63 + "." + label63 + "." + label63 + "/", "253"},
           {"https://a.123/", "number"},
           {"https://a.0x1f/", "number"},
           {"https://0x/", "number"},
           {"https://1.2.3.256/", "number"},
           {"https://1.2.3.4.5/", "number"},
           {"https://a.example:/", "port"},
           {"https://a.example:0/", "port"},
           {"https://a.example:00443/", "port"},
           {"https://a.example:65536/", "port"},
           {"https://a.example:99999999999/", "port"},
           {"https://a.example:+443/", "port"},
           {"https://a.example:443:443/", "port"},
           {"https://a.example:https/", "port"},
           {"https://[::1/", "bracket"},
           {"https://[::1%25lo]/", "IPv6"},
           {"https://[127.0.0.1]/", "IPv6"},
           {"https://[]/", "IPv6"},
           {"https://[v1.a]/", "IPv6"},
           {"https://[::1]x/", "port"},
           {"https://[::1]443/", "port"},
           {"https://::1/", "host"},
           {"https://2001:db8::1/", "number"},
           {"https://a.example/%", "percent"},
           {"https://a.example/%2", "percent"},
           {"https://a.example/%2g", "percent"},
           {"https://a.example/?a=%zz", "percent"},
           {"https://a.example/%u002e", "percent"},
           {"https://a.example/.", ". or .."},
           {"https://a.example/..", ". or .."},
           {"https://a.example/a/./b", ". or .."},
           {"https://a.example/a/../b", ". or .."},
           {"https://a.example/a/..?x", ". or .."},
           {"https://a.example/a/%2e%2E/b", ". or .."},
           {"https://a.example/a/.%2e", ". or .."},
           {"https://a.example/a/%2e", ". or .."},
           {"https://a.example/a/..%2fb", ". or .."},
           {"https://a.example/a%2f..", ". or .."},
           {"https://a.example/a%5c..%5cb", ". or .."},
           {"https://a.example/a/..;x=1/b", ". or .."},
           {"https://a.example/" + std::string(kUrlBytesMax, 'a'), "longer"},
       }) {
    EXPECT_NE(problemOf(entry.text).find(entry.clause), std::string::npos)
        << entry.text << ": " << problemOf(entry.text);
  }
}

TEST(Url, IsNeverRepeatedInARefusal) {
  for (const std::string_view text : {"https://token-4711@a.example/",
                                      "https://a.example:4711/%x4711",
                                      "token-4711",
                                      "https://4711.4711/",
                                      "https://a.example/4711/../",
                                      "https://[4711]/",
                                      "https://a:4711x/"}) {
    const std::string problem = problemOf(text);
    EXPECT_NE(problem, "none") << text;
    EXPECT_EQ(problem.find("4711"), std::string::npos) << problem;
  }
}

TEST(Url, HoldsNoByteThatCouldEndARequestLine) {
  for (int value = 0; value < 256; ++value) {
    const char byte = static_cast<char>(value);
    const std::string text = std::string("https://a.example/x") + byte + "y";
    const bool taken = parseUrl(text).ok();
    const bool harmless =
        value > 0x20 && value < 0x7F && byte != '#' && byte != '\\' && byte != '%';
    EXPECT_EQ(taken, harmless) << value;
  }
}

TEST(Url, NamesItsOriginAndItsAuthority) {
  struct Case {
    std::string_view text;
    std::string_view authority;
    std::string_view origin;
  };

  for (const Case& entry : std::vector<Case>{
           {"https://A.example:443/x", "a.example", "https://a.example"},
           {"https://a.example:80/", "a.example:80", "https://a.example:80"},
           {"http://a.example:80/", "a.example", "http://a.example"},
           {"http://a.example:443/", "a.example:443", "http://a.example:443"},
           {"https://[0::1]:8443/", "[::1]:8443", "https://[::1]:8443"},
           {"https://[::1]/", "[::1]", "https://[::1]"},
       }) {
    const auto url = parseUrl(entry.text);
    ASSERT_TRUE(url.ok()) << entry.text;
    EXPECT_EQ(authorityOf(url.value()), entry.authority);
    EXPECT_EQ(originOf(url.value()), entry.origin);
  }
}

TEST(Url, LeadsWhereALocationSays) {
  const auto base = parseUrl("https://a.example:8443/x/y?z");
  ASSERT_TRUE(base.ok());
  const auto led = [&](std::string_view location) {
    return partsOf(resolveReference(base.value(), location));
  };
  EXPECT_EQ(led("/p?q"), "https a.example 8443 /p?q");
  EXPECT_EQ(led("/"), "https a.example 8443 /");
  EXPECT_EQ(led("https://b.example/p"), "https b.example 443 /p");
  EXPECT_EQ(led("http://b.example/p"), "http b.example 80 /p");
  for (const std::string_view location : {"",
                                          "p",
                                          "?q",
                                          "#f",
                                          "/p#f",
                                          "//b.example/p",
                                          "/\\b.example/p",
                                          "\\\\b.example/p",
                                          "../p",
                                          "/../p",
                                          "/%2e%2e/p",
                                          "/p q",
                                          "/p\r\nX: y",
                                          "/%g0",
                                          "javascript:alert(1)",
                                          "https://u@b.example/",
                                          "https:/b.example",
                                          " /p",
                                          "///b.example/"}) {
    EXPECT_FALSE(resolveReference(base.value(), location).ok()) << location;
  }
  EXPECT_FALSE(resolveReference(base.value(), "/" + std::string(kUrlBytesMax, 'a')).ok());
}

}  // namespace
}  // namespace bailey::upstream
