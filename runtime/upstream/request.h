// One request to a CRM, and its bytes on the wire.
#pragma once

#include "upstream/url.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::upstream {

// Wiped when it goes: fields, target and body hold credentials and people's data.
struct Request {
  Request() = default;
  Request(Request&&) noexcept = default;
  Request& operator=(Request&&) noexcept = default;
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;
  ~Request();

  std::string method = "GET";
  Url url;
  std::vector<std::pair<std::string, std::string>> fields;  // none of those that frame a message
  std::string body;
  bool repeatable = false;  // asking twice does no harm, whatever the method says

  // Whether it may be sent again when the first time may have reached the CRM.
  [[nodiscard]] bool mayRepeat() const { return repeatable || method == "GET" || method == "HEAD"; }
};

// As HTTP/1.1. Wipe it when it is sent.
std::string wireText(const Request& request);

}  // namespace bailey::upstream
