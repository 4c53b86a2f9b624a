#include "upstream/field_rules.h"

#include "http/character.h"

#include <algorithm>
#include <array>

namespace bailey::upstream {
namespace {

constexpr std::array<std::string_view, 6> kMethods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};

// In lower case. Accept-Encoding is here because what cannot be decoded must not be asked for.
constexpr std::array<std::string_view, 10> kOwnFields{"host",
                                                      "content-length",
                                                      "transfer-encoding",
                                                      "connection",
                                                      "te",
                                                      "upgrade",
                                                      "expect",
                                                      "trailer",
                                                      "keep-alive",
                                                      "accept-encoding"};
constexpr std::string_view kProxyPrefix = "proxy-";

// Gateways that hand fields on as CGI variables take '_' and '-' for one.
constexpr char folded(char byte) {
  return byte == '_' ? '-' : http::lowered(byte);
}

bool equalsFolded(std::string_view name, std::string_view own) {
  return std::equal(name.begin(), name.end(), own.begin(), own.end(), [](char left, char right) {
    return folded(left) == right;
  });
}

}  // namespace

bool isSendableMethod(std::string_view method) {
  return std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end();
}

bool isSendableFieldName(std::string_view name) {
  return !name.empty() && http::runOf(http::CharClass::Token, name) == name.size() &&
         !equalsFolded(name.substr(0, kProxyPrefix.size()), kProxyPrefix) &&
         std::none_of(kOwnFields.begin(), kOwnFields.end(), [name](std::string_view own) {
           return equalsFolded(name, own);
         });
}

bool isSendableFieldValue(std::string_view value) {
  return http::trimmed(value).size() == value.size() &&
         std::all_of(value.begin(), value.end(), [](char byte) {
           return http::isBlank(byte) || (byte > ' ' && byte < '\x7F');
         });
}

}  // namespace bailey::upstream
