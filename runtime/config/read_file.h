// Files from disk, with the checks on their rights made on the opened file, so that nothing can be
// exchanged between the check and the reading.
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace bailey::config {

constexpr std::size_t kSecretBytesMax = 64 * 1024;  // A private key with its chain fits.

// A configuration file's text: a regular file that not everybody may write. Longer files come back
// cut one byte above json_text.h's limit, which then refuses them. Blocks on disk.
core::Result<std::string> readConfigurationFile(const std::filesystem::path& file);

// A secret file's content without one trailing newline: a regular file of at most kSecretBytesMax
// that only owner and group may touch. Blocks on disk. The error names no path.
core::Result<core::Secret> readSecretFile(const std::filesystem::path& file);

// Why this process cannot use `file` as a regular file to read; nothing when it can.
std::optional<std::string> whyNotReadable(const std::filesystem::path& file);

// As whyNotReadable(); also refuses a file that others than owner and group may touch.
std::optional<std::string> whyNotReadablePrivately(const std::filesystem::path& file);

// Why `folder` is no folder to take plugins or configuration from; nothing when it is.
std::optional<std::string> whyNotTrustedFolder(const std::filesystem::path& folder);

}  // namespace bailey::config
