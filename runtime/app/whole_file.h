// Files that commands read and write whole. What configuration is read from has stricter rules
// (config/read_file.h).
#pragma once

#include "core/result.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::app {

// A regular file of at most `bytes_max`. The error continues the file's name. Blocks on disk.
core::Result<std::string> readWholeFile(const std::filesystem::path& file, std::size_t bytes_max);

// Replaces `file` by one that its owner alone may read, in one step: nobody sees half of it, and
// whoever has the old one open keeps it. Gives why it failed, which continues the file's name.
std::optional<core::Error> writePrivateFile(const std::filesystem::path& file,
                                            std::string_view content);

}  // namespace bailey::app
