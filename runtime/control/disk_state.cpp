#include "control/disk_state.h"

#include <algorithm>
#include <sys/stat.h>
#include <system_error>
#include <vector>

namespace bailey::control {
namespace {

namespace fs = std::filesystem;

// Through links: a ConfigMap's files are links that stay while what they lead to is exchanged.
void add(std::string& state, const fs::path& file) {
  struct stat facts {};

  state += file.string() + '\n';
  if (::stat(file.c_str(), &facts) != 0) {
    return;
  }
  for (const auto number : {static_cast<long long>(facts.st_dev),
                            static_cast<long long>(facts.st_ino),
                            static_cast<long long>(facts.st_mode),
                            static_cast<long long>(facts.st_uid),
                            static_cast<long long>(facts.st_size),
                            static_cast<long long>(facts.st_mtim.tv_sec),
                            static_cast<long long>(facts.st_mtim.tv_nsec),
                            static_cast<long long>(facts.st_ctim.tv_sec),
                            static_cast<long long>(facts.st_ctim.tv_nsec)}) {
    state += std::to_string(number) + ' ';
  }
}

void addFolder(std::string& state, const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    entries.push_back(entry.path());
  }
  std::sort(entries.begin(), entries.end());
  for (const fs::path& entry : entries) {
    add(state, entry);
  }
}

}  // namespace

std::string lookAt(const std::set<fs::path>& places) {
  std::string state;
  std::error_code none;
  for (const fs::path& place : places) {
    if (fs::is_directory(place, none)) {
      addFolder(state, place);
    } else {
      add(state, place);
    }
  }
  return state;
}

}  // namespace bailey::control
