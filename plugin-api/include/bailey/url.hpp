// URLs put together from parts that nobody has to trust: every part is percent-encoded for the
// place it is put in, so that no id, name or search text can become another path or another host.
#pragma once

#include "bailey/errors.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace bailey {

namespace detail {

inline bool isAlphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace detail

// `text` as one path segment, or one name or value of a query. (RFC 3986 §2.3: all but unreserved
// characters)
inline std::string percentEncoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (detail::isAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

// Whether `text` can be the one label of a host that a user chooses: the "acme" of
// acme.example.com. Ask before it is put into a URL, for the sake of a clear error: the host
// refuses everything that its operator has not allowed anyway.
inline bool isHostLabel(std::string_view text) {
  constexpr std::size_t kMax = 63;  // RFC 1035 §2.3.4
  if (text.empty() || text.size() > kMax || text.front() == '-' || text.back() == '-') {
    return false;
  }
  for (const char c : text) {
    if (!detail::isAlphanumeric(c) && c != '-') {
      return false;
    }
  }
  return true;
}

// Url("https://acme.example.com/api/v2").path("users").path(id).query("page", 2).text()
class Url {
public:
  // `base` is taken as it is, but for a slash at its end.
  explicit Url(std::string base) : text_(std::move(base)) {
    while (!text_.empty() && text_.back() == '/') {
      text_.pop_back();
    }
  }

  // One more segment. A segment "." or ".." would mean another path, also when encoded.
  Url& path(std::string_view segment) {
    if (segment.empty() || segment == "." || segment == "..") {
      throw Error(Error::Code::InvalidRequest, "An id in the request cannot be one of this CRM.");
    }
    (text_ += '/') += percentEncoded(segment);
    return *this;
  }

  Url& query(std::string_view name, std::string_view value) {
    text_ += has_query_ ? '&' : '?';
    has_query_ = true;
    ((text_ += percentEncoded(name)) += '=') += percentEncoded(value);
    return *this;
  }

  Url& query(std::string_view name, std::int64_t value) {
    return query(name, std::string_view(std::to_string(value)));
  }

  Url& query(std::string_view name, int value) { return query(name, std::int64_t{value}); }

  [[nodiscard]] const std::string& text() const& { return text_; }

  [[nodiscard]] std::string text() && { return std::move(text_); }

private:
  std::string text_;
  bool has_query_ = false;
};

// Scheme, host and port of `url`, as they are written: "https://acme.example.com".
inline std::string_view originOf(std::string_view url) {
  const std::size_t host = url.find("://");
  const std::size_t end =
      host == std::string_view::npos ? std::string_view::npos : url.find_first_of("/?#", host + 3);
  return url.substr(0, end);
}

// Where `link` of a CRM's answer ("next page") leads: an absolute path at the origin of `base`, or
// a URL, which must have that origin, because the credentials go there as well. Throws Unavailable.
inline std::string followed(std::string_view base, std::string_view link) {
  const std::string_view origin = originOf(base);
  if (link.size() > 1 && link.front() == '/' && link[1] != '/' && link[1] != '\\') {
    return std::string(origin) += link;
  }
  if (originOf(link) == origin) {
    return std::string(link);
  }
  throw Error(Error::Code::Unavailable, "The CRM sent a link to another host than its own.");
}

}  // namespace bailey
