// Text to JSON, strictly: what an editor or a generator got wrong is said with its place.
#pragma once

#include "config/complaint.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace bailey::config {

constexpr std::size_t kFileBytesMax = 1024 * 1024;  // A thousand times the longest real one.
constexpr std::size_t kNestingMax = 64;             // Bounds every recursion over the result.

// The document, or nothing after a syntax error, a NUL byte, bytes that are not UTF-8, nesting over
// kNestingMax or text over kFileBytesMax; each is a complaint with line and column. A key given
// twice in one object is a complaint too, but the document (with the last value) is still returned,
// so that the rest of it can be complained about at once. Complaints show keys, never values.
std::optional<nlohmann::json> readJson(std::string_view text, Complaints& complaints);

}  // namespace bailey::config
