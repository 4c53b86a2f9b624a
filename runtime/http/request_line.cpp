#include "http/request_line.h"

#include "http/authority.h"
#include "http/character.h"
#include "http/version.h"

#include <algorithm>
#include <cstddef>

namespace bailey::http {
namespace {

FramingError checkTargetBytes(std::string_view target) {
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (!isIn(CharClass::Target, target[i])) {
      return FramingError::BadTargetByte;
    }
    if (target[i] == '%' && runOf(CharClass::Hex, target.substr(i + 1, 2)) != 2) {
      return FramingError::BadPercentEncoding;
    }
  }
  return FramingError::None;
}

// scheme "://" authority [path] ["?" query], the form proxies use (RFC 9112 §3.2.2).
FramingError parseAbsoluteForm(std::string_view target, RequestHead& out) {
  const std::size_t scheme_end = target.find("://");
  const std::string_view scheme = target.substr(0, scheme_end);
  if (scheme_end == std::string_view::npos ||
      !(equalsIgnoringCase(scheme, "https") || equalsIgnoringCase(scheme, "http"))) {
    return FramingError::BadTargetForm;
  }
  const std::size_t authority_begin = scheme_end + 3;
  const std::size_t authority_end =
      std::min(target.find_first_of("/?", authority_begin), target.size());
  if (!isValidAuthority(target.substr(authority_begin, authority_end - authority_begin))) {
    return FramingError::BadTargetAuthority;
  }
  const std::string_view rest = target.substr(authority_end);
  out.path = rest.substr(0, rest.find('?'));
  if (out.path.empty()) {
    // An empty path means "/" (RFC 9110 §4.2.3). The last slash of "://" is one that lies within
    // the caller's buffer, as every view of the head does.
    out.path = target.substr(authority_begin - 1, 1);
  }
  return FramingError::None;
}

FramingError parseTarget(std::string_view target, RequestHead& out) {
  const FramingError error = checkTargetBytes(target);
  if (error != FramingError::None) {
    return error;
  }
  out.target = target;
  if (target.starts_with('/')) {
    out.path = target.substr(0, target.find('?'));
    return FramingError::None;
  }
  if (target == "*" && out.method == "OPTIONS") {
    out.path = target;
    return FramingError::None;
  }
  return parseAbsoluteForm(target, out);
}

}  // namespace

FramingError parseRequestLine(std::string_view line, const Limits& limits, RequestHead& out) {
  const std::size_t method_end = runOf(CharClass::Token, line);
  if (method_end == 0 || method_end == line.size() || line[method_end] != ' ') {
    return FramingError::BadMethod;
  }
  out.method = line.substr(0, method_end);
  const std::string_view rest = line.substr(method_end + 1);
  const std::size_t target_end = rest.find(' ');
  const std::string_view target = rest.substr(0, target_end);
  if (target.size() > limits.target_bytes_max) {
    return FramingError::TargetTooLong;
  }
  if (target_end == std::string_view::npos) {
    return FramingError::MissingVersion;
  }
  const FramingError error = parseVersion(rest.substr(target_end + 1), out.minor_version);
  if (error != FramingError::None) {
    return error;
  }
  if (out.method == "CONNECT") {
    return FramingError::MethodNotServed;
  }
  return parseTarget(target, out);
}

}  // namespace bailey::http
