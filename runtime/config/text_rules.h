// Which texts each kind of name and label may be, said once for the reader, its complaints and (by
// a test) the JSON Schemas.
#pragma once

#include <cstddef>
#include <string_view>

namespace bailey::config {

// Length is counted in code points, as JSON Schema counts it.
struct TextRule {
  std::string_view what;  // Ends the sentence "must be ...".
  std::size_t shortest = 0;
  std::size_t longest = 0;
  bool (*allows)(unsigned char) = nullptr;
  bool (*allows_first)(unsigned char) = nullptr;  // Null: as the others.

  // REQUIRES: `text` is UTF-8
  [[nodiscard]] bool accepts(std::string_view text) const;
};

// --- bailey.json ---
extern const TextRule kPathText;
extern const TextRule kSchemaText;

// --- integrations ---
extern const TextRule kIntegrationName;  // A URL segment and a file's stem.
extern const TextRule kPluginName;
extern const TextRule kSecretName;
extern const TextRule kVariableName;

// --- callers ---
extern const TextRule kPathSecretValue;
extern const TextRule kSecretValue;
extern const TextRule kHexDigest;
extern const TextRule kBasicUser;
extern const TextRule kHeaderName;
extern const TextRule kCertificateName;

// --- talkdesk (contract.md §7) ---
extern const TextRule kActionName;  // A URL segment.
extern const TextRule kFieldName;   // A key of `auth` or `data`.
extern const TextRule kLabel;
extern const TextRule kHint;
extern const TextRule kHttpsUrl;  // Its characters; what it begins with is checked apart.

}  // namespace bailey::config
