// Salesforce's times as the SDK and Talkdesk read them.
#pragma once

#include <string>
#include <string_view>

namespace bailey::salesforce {

// "2026-05-01T09:25:37.000+0200" as "2026-05-01T07:25:37.000Z"; also with "Z", with a colon in the
// offset, and without a fraction. Always the same number of digits, so that their order as text is
// their order in time. Empty for anything else.
[[nodiscard]] std::string utcTime(std::string_view text);

// A date, "2026-05-01", as the beginning of that day. Empty for anything else.
[[nodiscard]] std::string beginOfDay(std::string_view date);

// Today's date in UTC: "2026-05-01".
[[nodiscard]] std::string today();

}  // namespace bailey::salesforce
