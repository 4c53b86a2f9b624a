// Where a bridge serves one integration, and what of it: the part of the documents that no
// integration file knows.
#pragma once

#include "core/result.h"
#include "talkdesk/operation.h"

#include <array>
#include <string>
#include <string_view>

namespace bailey::documents {

struct Service {
  std::string integration;
  std::string public_url;                                 // As parsePublicUrl() gives it.
  std::string path_secret;                                // Empty when callers show none.
  std::array<bool, talkdesk::kOperationCount> offered{};  // By talkdesk::indexOf().

  // The URL Talkdesk is to call; empty when the operation is not offered. `action` is empty for
  // all operations but Action. REQUIRES: operation != Unset
  [[nodiscard]] std::string endpoint(talkdesk::Operation operation,
                                     std::string_view action = {}) const;
};

// https://host[:port][/prefix] without a slash at the end. The error is a clause that continues
// "the public URL ..." and repeats nothing of the text.
core::Result<std::string> parsePublicUrl(std::string_view text);

}  // namespace bailey::documents
