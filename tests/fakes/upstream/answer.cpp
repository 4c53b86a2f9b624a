#include "fakes/upstream/answer.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bailey::fakes::upstream {
namespace {

bool mayHaveBody(int status) {
  constexpr int kNoContent = 204;
  constexpr int kNotModified = 304;
  return status != kNoContent && status != kNotModified;
}

}  // namespace

std::string_view Answer::after(std::uint64_t sent) const {
  std::string_view rest;
  if (sent < bytes.size()) {
    rest = std::string_view(bytes).substr(sent);
  } else if (!repeated.empty()) {
    rest = std::string_view(repeated).substr((sent - bytes.size()) % repeated.size());
  }
  return bytes_at_once == 0 ? rest : rest.substr(0, bytes_at_once);
}

std::string head(int status, const Fields& fields) {
  // The words after the status mean nothing to a client; these are the same for all.
  std::string text = "HTTP/1.1 " + std::to_string(status) + " As Asked\r\n";
  for (const auto& [name, value] : fields) {
    text += name;
    text += ": ";
    text += value;
    text += "\r\n";
  }
  return text + "\r\n";
}

std::string message(int status, const std::string& body, const Fields& fields) {
  if (!mayHaveBody(status)) {
    return head(status, fields);
  }
  Fields all = fields;
  all.emplace_back("Content-Length", std::to_string(body.size()));
  return head(status, all) + body;
}

std::string jsonMessage(const std::string& body) {
  return message(200, body, {{"Content-Type", kJson}});
}

std::string chunk(std::string_view content) {
  std::array<char, 16> size{};
  constexpr int kHex = 16;
  char* const end = std::to_chars(size.data(), size.data() + size.size(), content.size(), kHex).ptr;
  std::string text(size.data(), end);
  text += "\r\n";
  text += content;
  return text + "\r\n";
}

}  // namespace bailey::fakes::upstream
