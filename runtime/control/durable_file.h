// Files that are whole or not there, whatever happens while they are written.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string_view>

namespace bailey::control {

// Writes `bytes` beside `file`, syncs, renames over it and syncs the folder; makes the folder, mode
// 0700, if need be. The file is its owner's alone. The error names the file.
core::Result<bool> writeDurably(const std::filesystem::path& file, std::string_view bytes);

// The same with what `source` holds; the error names either.
core::Result<bool> copyDurably(const std::filesystem::path& source,
                               const std::filesystem::path& file);

}  // namespace bailey::control
