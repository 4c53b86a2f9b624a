// What is dear to make and the same for all tests: made once, kept in the build tree.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace bailey::fakes {

// build/cache. Not below a preset's folder: all presets share it.
std::filesystem::path cacheFolder();

// The file of this name in the cache. When it is not there, or older than `source`, `make` writes
// it to the path it is given, while all others who want it wait.
std::filesystem::path cachedFile(const std::string& name,
                                 const std::filesystem::path& source,
                                 const std::function<void(const std::filesystem::path&)>& make);

}  // namespace bailey::fakes
