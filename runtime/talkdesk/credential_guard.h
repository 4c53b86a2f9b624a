// Keeps what came in `auth` out of what is told to people. A CRM that quotes the key it refused
// must not bring it into Talkdesk's screen or a log. (reliability.md §3, credential leakage in
// answers)
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bailey::talkdesk {

// `text` with every value of `auth` in `body` (a request that was read without complaint) replaced
// by three asterisks. Values under kCredentialBytesMin bytes stay: they are words of every
// sentence.
std::string withoutCredentials(std::string_view text, std::string_view body);

constexpr std::size_t kCredentialBytesMin = 6;

}  // namespace bailey::talkdesk
