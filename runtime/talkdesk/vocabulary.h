// The words Talkdesk's configuration documents and our integration files use for what a profile
// holds, and what those words ask for. (contract.md §7)
#pragma once

#include "talkdesk/profile.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::talkdesk {

constexpr std::array<AuthenticationType, 5> kAuthenticationTypes = {
    AuthenticationType::None,
    AuthenticationType::Custom,
    AuthenticationType::OAuth2,
    AuthenticationType::OAuth2Password,
    AuthenticationType::OAuth2ClientCredentials};

constexpr std::array<InputType, 7> kInputTypes = {InputType::Text,
                                                  InputType::Textarea,
                                                  InputType::Number,
                                                  InputType::Tel,
                                                  InputType::Url,
                                                  InputType::Datetime,
                                                  InputType::Select};

constexpr std::array<FieldSource, 3> kFieldSources = {
    FieldSource::Input, FieldSource::Default, FieldSource::AuthValidation};

// Empty for Unset.
std::string_view nameOf(AuthenticationType type);
std::string_view nameOf(InputType type);
std::string_view nameOf(FieldSource source);

// The reverse, for words in any case; nothing for an unknown word. (contract.md §7.3, §8 C15)
std::optional<AuthenticationType> authenticationTypeNamed(std::string_view name);
std::optional<InputType> inputTypeNamed(std::string_view name);
std::optional<FieldSource> fieldSourceNamed(std::string_view name);

// Whether a field of this type is filled by the OAuth authority ("oauth") or by a user ("input",
// "text", "password"); nothing for an unknown type. (contract.md §8, C15)
std::optional<bool> isFilledByOAuth(std::string_view field_type);

// The fields Talkdesk itself needs for a type. (contract.md §7.2; §8, C12)
std::vector<std::string_view> fieldsNeededBy(AuthenticationType type);

// The values of a select, which its format lists with commas between them, without the blanks
// around each: "sales, support". A format without a comma is one value. (contract.md §7.3)
std::vector<std::string> selectValues(std::string_view format);

// `text` with A-Z in lower case and all else as it is.
std::string inLowerCase(std::string_view text);

}  // namespace bailey::talkdesk
