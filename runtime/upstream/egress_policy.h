// Where one integration may connect to. Asked twice: for the URL before its name is resolved, and
// for the address before it is connected to, so that neither a credential nor a template nor a name
// server chooses another host. (reliability.md §3 "SSRF")
#pragma once

#include "core/result.h"
#include "upstream/network.h"
#include "upstream/url.h"

#include <Poco/Net/IPAddress.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::upstream {

// Immutable once made; any thread.
class EgressPolicy {
public:
  // `patterns`: what may be asked. "acme.zendesk.com"; "*.zendesk.com", where * is exactly one
  // label and stands above at least two; "127.0.0.1" and "[::1]", which no * ever matches. Each
  // with ":8443" behind it if it is not the default port, and with "http://" before it if it is
  // without TLS. An empty list allows nothing.
  //
  // `networks`: which addresses may be connected to although they are not in the internet:
  // "10.1.0.0/16". Not wider than /8, and /7 for IPv6.
  //
  // The error names the list, the index in it and what is allowed there.
  static core::Result<EgressPolicy> make(const std::vector<std::string>& patterns,
                                         const std::vector<std::string>& networks);

  // What is wrong with one entry of either list, as a clause about "it"; nothing when it is right.
  static std::optional<core::Error> faultOfPattern(std::string_view pattern);
  static std::optional<core::Error> faultOfNetwork(std::string_view network);

  // Whether `url` may be asked, as far as its text tells.
  [[nodiscard]] bool allows(const Url& url) const;

  // Whether `address` may be connected to for `url`: one in the internet, one in `networks`, or
  // the very address that the URL names. False, too, where allows() is.
  [[nodiscard]] bool allowsAddress(const Url& url, const Poco::Net::IPAddress& address) const;

  // The addresses of a name as they were resolved, to be connected to without asking again; an
  // error if there are none. One that is not allowed refuses them all: an honest name has no
  // address inside and another one outside, one made for rebinding has.
  [[nodiscard]] core::Result<std::vector<Poco::Net::IPAddress>> admitted(
      const Url& url, const std::vector<Poco::Net::IPAddress>& addresses) const;

private:
  struct Pattern {
    bool any_label = false;  // one label more stands before `host`
    Url origin;              // its target means nothing
  };

  static core::Result<Pattern> parsePattern(std::string_view text);
  static bool matches(const Pattern& pattern, const Url& url);

  std::vector<Pattern> patterns_;
  std::vector<Network> networks_;
};

}  // namespace bailey::upstream
