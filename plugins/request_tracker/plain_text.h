// Text for people, out of what RT has.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bailey::request_tracker {

// At most `bytes` of UTF-8, no character cut in half; "..." stands for what is left out.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t bytes);

// What a reader of the HTML sees, roughly: no tags, styles or scripts; line breaks where blocks
// end.
[[nodiscard]] std::string textOfHtml(std::string_view html);

// What RT says went wrong, as one sentence: without the place in RT's own code that it may name,
// without markup, at most 200 bytes.
[[nodiscard]] std::string sentenceOf(std::string_view message);

}  // namespace bailey::request_tracker
