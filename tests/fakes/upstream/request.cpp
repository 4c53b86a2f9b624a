#include "fakes/upstream/request.h"

#include <strings.h>

#include <charconv>
#include <string_view>

namespace bailey::fakes {
namespace {

std::string decoded(std::string_view text) {
  constexpr std::size_t kDigits = 2;
  constexpr int kHex = 16;
  std::string plain;
  while (!text.empty()) {
    unsigned value = 0;
    const std::string_view digits = text.substr(1, kDigits);
    const char* const end = digits.data() + digits.size();
    if (text.front() == '%' && digits.size() == kDigits &&
        std::from_chars(digits.data(), end, value, kHex).ptr == end) {
      plain += static_cast<char>(value);
      text.remove_prefix(1 + kDigits);
    } else {
      plain += text.front();
      text.remove_prefix(1);
    }
  }
  return plain;
}

}  // namespace

std::string UpstreamRequest::field(const std::string& name) const {
  for (const auto& [own_name, value] : fields) {
    if (::strcasecmp(own_name.c_str(), name.c_str()) == 0) {
      return value;
    }
  }
  return {};
}

std::string UpstreamRequest::path() const {
  return target.substr(0, target.find('?'));
}

std::string UpstreamRequest::query(const std::string& name) const {
  std::size_t begin = target.find('?');
  while (begin != std::string::npos) {
    const std::size_t end = target.find('&', ++begin);
    const std::string_view pair = std::string_view(target).substr(begin, end - begin);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return decoded(pair.substr(equals + 1));
    }
    begin = end;
  }
  return {};
}

}  // namespace bailey::fakes
