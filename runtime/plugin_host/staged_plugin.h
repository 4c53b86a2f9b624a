// From the file an operator dropped to one that is safe to load: checked for trust, copied to a
// private name that nothing else ever has, inspected without running it.
#pragma once

#include "core/result.h"
#include "plugin_host/manifest.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::plugin_host {

struct StagedPlugin {
  std::filesystem::path source;  // the operator's file
  std::filesystem::path copy;    // what may be loaded; read-only, never written again, a new one
                                 // each time; removed by who staged it, or by its Library
  std::string sha256;            // of the content, 64 hexadecimal digits
  Manifest manifest;
  std::string manifest_text;
  std::vector<std::string> unique_symbols;  // see ElfFacts
};

// Stages `<folder>/<name>.so` into `private_folder`. The source must be a regular file, not a link,
// that only its owner may write. Fails with a clause that begins with the file:
// "plugins/foo.so is not an ELF file".
core::Result<StagedPlugin> stagePlugin(const std::filesystem::path& folder,
                                       std::string_view name,
                                       const std::filesystem::path& private_folder);

}  // namespace bailey::plugin_host
