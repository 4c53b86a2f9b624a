// One form for all bodies that ask for the same.
#pragma once

#include <string>
#include <string_view>

namespace bailey::talkdesk {

// The `auth`, `meta` and `data` of `body` (a request that was read without complaint) as JSON
// without blanks, with the members of every object by name, and with texts escaped in one way.
// Numbers stay as written. An absent or null part is an empty one; whatever else the body holds is
// left out. Holds the credentials: wipe it.
std::string canonicalRequest(std::string_view body);

}  // namespace bailey::talkdesk
