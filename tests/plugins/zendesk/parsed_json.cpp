#include "parsed_json.h"

#include <cstddef>
#include <string_view>

namespace bailey::zendesk_test {
namespace {

constexpr std::size_t kPadding = 64;

}  // namespace

ParsedJson::ParsedJson(const nlohmann::json& json)
    : text_(json.dump() + std::string(kPadding, ' ')),
      document_(std::string_view(text_).substr(0, text_.size() - kPadding)) {}

}  // namespace bailey::zendesk_test
