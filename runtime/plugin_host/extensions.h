// What the host offers plugins beyond the functions of bailey_host: structs of functions by id.
#pragma once

#include "observability/log.h"
#include "plugin_host/phone_module.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace bailey::plugin_host {

// One for all instances; outlives them. Any thread.
class Extensions {
public:
  // Modules, which hold what few need and costs much, are looked for in `module_folders`.
  Extensions(std::vector<std::filesystem::path> module_folders, observability::Log& log)
      : phone_(std::move(module_folders), log) {}

  // Null for an id nobody has, and for one whose module is not there.
  [[nodiscard]] const void* find(std::string_view id);

private:
  PhoneModule phone_;
};

// Where the modules of this program are: beside it, as in a build folder, or where they get
// installed, relative to it.
std::vector<std::filesystem::path> moduleFolders();

}  // namespace bailey::plugin_host
