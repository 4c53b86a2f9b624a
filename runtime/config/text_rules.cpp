#include "config/text_rules.h"

#include <algorithm>

namespace bailey::config {
namespace {

bool isLower(unsigned char c) {
  return c >= 'a' && c <= 'z';
}

bool isUpper(unsigned char c) {
  return c >= 'A' && c <= 'Z';
}

bool isDigit(unsigned char c) {
  return c >= '0' && c <= '9';
}

bool isAlphanumeric(unsigned char c) {
  return isLower(c) || isUpper(c) || isDigit(c);
}

bool isLowerOrDigit(unsigned char c) {
  return isLower(c) || isDigit(c);
}

bool isLowerDigitOrUnderscore(unsigned char c) {
  return isLowerOrDigit(c) || c == '_';
}

bool isLowerDigitUnderscoreOrDash(unsigned char c) {
  return isLowerDigitOrUnderscore(c) || c == '-';
}

bool isUpperOrUnderscore(unsigned char c) {
  return isUpper(c) || c == '_';
}

bool isUpperDigitOrUnderscore(unsigned char c) {
  return isUpperOrUnderscore(c) || isDigit(c);
}

bool isUrlSafe(unsigned char c) {
  return isAlphanumeric(c) || c == '_' || c == '-';
}

bool isFieldCharacter(unsigned char c) {
  return isUrlSafe(c) || c == '.';
}

bool isHexDigit(unsigned char c) {
  return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isVisibleAscii(unsigned char c) {
  return c > 0x20 && c < 0x7f;
}

bool isVisibleExceptColon(unsigned char c) {
  return isVisibleAscii(c) && c != ':';
}

// RFC 9110 §5.6.2
bool isTokenCharacter(unsigned char c) {
  return isAlphanumeric(c) ||
         std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos;
}

bool isPrintable(unsigned char c) {
  return c >= 0x20 && c != 0x7f;
}

bool startsCodePoint(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
}

}  // namespace

bool TextRule::accepts(std::string_view text) const {
  const auto length =
      static_cast<std::size_t>(std::count_if(text.begin(), text.end(), startsCodePoint));
  if (length < shortest || length > longest) {
    return false;
  }
  if (allows_first != nullptr && !text.empty() &&
      !allows_first(static_cast<unsigned char>(text.front()))) {
    return false;
  }
  return std::all_of(text.begin(), text.end(), [this](char character) {
    return allows(static_cast<unsigned char>(character));
  });
}

const TextRule kPathText = {
    "a path of 1 to 4096 characters, on one line", 1, 4096, isPrintable, nullptr};
const TextRule kSchemaText = {
    "the address of a schema, for editors", 0, 4096, isPrintable, nullptr};

const TextRule kIntegrationName = {"1 to 32 of a-z, 0-9, _ and -, starting with a letter or digit",
                                   1,
                                   32,
                                   isLowerDigitUnderscoreOrDash,
                                   isLowerOrDigit};
const TextRule kPluginName = {
    "1 to 32 of a-z, 0-9 and _", 1, 32, isLowerDigitOrUnderscore, nullptr};
const TextRule kSecretName = {
    "1 to 64 of a-z, 0-9 and _, starting with a letter", 1, 64, isLowerDigitOrUnderscore, isLower};
const TextRule kVariableName = {
    "the name of an environment variable: 1 to 128 of A-Z, 0-9 and _, "
    "starting with a letter or _",
    1,
    128,
    isUpperDigitOrUnderscore,
    isUpperOrUnderscore};

const TextRule kPathSecretValue = {
    "16 to 128 of A-Z, a-z, 0-9, _ and -", 16, 128, isUrlSafe, nullptr};
const TextRule kSecretValue = {
    "16 to 256 visible ASCII characters without blanks", 16, 256, isVisibleAscii, nullptr};
const TextRule kHexDigest = {
    "a SHA-256 digest of 64 hexadecimal digits", 64, 64, isHexDigit, nullptr};
const TextRule kBasicUser = {"1 to 64 visible ASCII characters other than blank and colon",
                             1,
                             64,
                             isVisibleExceptColon,
                             nullptr};
const TextRule kHeaderName = {
    "a header name of 1 to 64 characters, like X-Bridge-Key", 1, 64, isTokenCharacter, nullptr};
const TextRule kCertificateName = {
    "a DNS name or common name of 1 to 253 characters", 1, 253, isPrintable, nullptr};

const TextRule kActionName = {"1 to 64 of a-z, 0-9, _ and -, starting with a letter or digit",
                              1,
                              64,
                              isLowerDigitUnderscoreOrDash,
                              isLowerOrDigit};
const TextRule kFieldName = {
    "1 to 64 of A-Z, a-z, 0-9, _, - and .", 1, 64, isFieldCharacter, nullptr};
const TextRule kLabel = {
    "a text of 1 to 256 characters, on one line", 1, 256, isPrintable, nullptr};
const TextRule kHttpsUrl = {
    "an https URL of at most 2048 visible ASCII characters, like https://cdn.example.net/logo.png",
    1,
    2048,
    isVisibleAscii,
    nullptr};
const TextRule kHint = {
    "a text of at most 1024 characters, on one line", 0, 1024, isPrintable, nullptr};

}  // namespace bailey::config
