// What Talkdesk can fill into an action's input: {{contact.email}} and the like. (contract.md §7.3)
#pragma once

#include <cstdint>
#include <string_view>

namespace bailey::documents {

enum class ValueProvider : std::uint8_t {
  Unset = 0,
  Documented,  // In Talkdesk's list.
  Seen,        // In use somewhere, in no list.
  Unknown,
};

// `name` without its braces.
ValueProvider valueProviderNamed(std::string_view name);

}  // namespace bailey::documents
