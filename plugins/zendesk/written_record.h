// What Zendesk says it wrote. It was written whatever the answer looks like, so reading it never
// fails: an error here would make people write it again.
#pragma once

#include "bailey/http.hpp"

#include <string>
#include <string_view>

namespace bailey::zendesk {

// The id of the object `name` ("ticket", "user") in the answer to a write that Zendesk accepted, or
// else the one in its field Location; empty when it says neither.
[[nodiscard]] std::string writtenId(const HttpResponse& response, std::string_view name);

}  // namespace bailey::zendesk
