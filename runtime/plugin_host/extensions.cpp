#include "plugin_host/extensions.h"

#include <system_error>

namespace bailey::plugin_host {

const void* Extensions::find(std::string_view id) {
  return id == BAILEY_PHONE_EXTENSION ? phone_.functions() : nullptr;
}

std::vector<std::filesystem::path> moduleFolders() {
  std::error_code failed;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (failed) {
    return {};  // without /proc nobody knows where this program is
  }
  const std::filesystem::path folder = program.parent_path();
  return {folder, folder / BAILEY_MODULES_FROM_PROGRAM};
}

}  // namespace bailey::plugin_host
