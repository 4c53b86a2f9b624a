// Talkdesk's value providers: `{{collection.field}}` in an input's format, which Talkdesk fills in
// before it calls. What comes of one it cannot fill in is documented nowhere. (contract.md §7.3)
#pragma once

#include <string_view>

namespace bailey::talkdesk {

// Whether `text` is nothing but one provider: names joined by dots between `{{` and `}}`, with
// blanks around them or not. A provider within other text is text.
bool isValueProvider(std::string_view text);

}  // namespace bailey::talkdesk
