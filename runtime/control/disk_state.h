// How files and folders look from outside: enough to tell whether they have changed.
#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace bailey::control {

// Differs when a file of `places`, or anything directly in a folder of them, was written, replaced,
// added, removed or given other rights. Reads no content.
std::string lookAt(const std::set<std::filesystem::path>& places);

}  // namespace bailey::control
