#include "upstream/request.h"

#include <cstring>

namespace bailey::upstream {
namespace {

void wipe(std::string& text) {
  explicit_bzero(text.data(), text.size());
  text.clear();
}

}  // namespace

Request::~Request() {
  wipe(url.target);
  wipe(body);
  for (auto& [name, value] : fields) {
    wipe(value);
  }
}

std::string wireText(const Request& request) {
  const std::string authority = authorityOf(request.url);
  std::size_t size = 128 + request.method.size() + request.url.target.size() + authority.size() +
                     request.body.size();
  for (const auto& [name, value] : request.fields) {
    size += name.size() + value.size() + 4;
  }
  std::string text;
  text.reserve(size);  // in one place, so that it can be wiped
  text.append(request.method).append(" ").append(request.url.target).append(" HTTP/1.1\r\nHost: ");
  text.append(authority).append("\r\nAccept-Encoding: gzip, deflate\r\n");
  for (const auto& [name, value] : request.fields) {
    text.append(name).append(": ").append(value).append("\r\n");
  }
  // RFC 9110 §8.6: methods that mean something by a body say its length also when it is empty.
  if (!request.body.empty() ||
      (request.method != "GET" && request.method != "HEAD" && request.method != "DELETE")) {
    text.append("Content-Length: ").append(std::to_string(request.body.size())).append("\r\n");
  }
  text.append("\r\n").append(request.body);
  return text;
}

}  // namespace bailey::upstream
