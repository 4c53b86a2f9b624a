// A contact's id as part of the text that Talkdesk keeps for us: an integer as it is, text in
// quotation marks, so that the database compares it as what it is.
//   v1|2024-03-05 08:20:11|17           behind the contact whose id is the integer 17
//   v1|2024-03-05 08:20:11|"c-17"       behind the contact whose id is the text c-17
#pragma once

#include "value.h"

#include <string>
#include <string_view>

namespace bailey::sql {

// REQUIRES: `id` is an integer or text
[[nodiscard]] std::string writeKeyId(const Value& id);

[[nodiscard]] bool isKeyId(std::string_view text);

// Empty text, which stands before every id, when it is not one of ours.
[[nodiscard]] Value readKeyId(std::string_view text);

}  // namespace bailey::sql
