// A folder of this process alone, in which copies of plugins lie while they are loaded: the file an
// operator replaces is never the file that is mapped.
#pragma once

#include "core/result.h"

#include <filesystem>

namespace bailey::plugin_host {

// Owns the folder: it is locked while this lives and removed, with all in it, by the destructor.
// Folders left by processes that died are removed when a new one is made beside them.
class PrivateFolder {
public:
  // Makes `<parent>/plugins-XXXXXX`, mode 0700, and `parent` with it if need be.
  static core::Result<PrivateFolder> makeIn(const std::filesystem::path& parent);

  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  PrivateFolder(PrivateFolder&& other) noexcept;
  PrivateFolder& operator=(PrivateFolder&& other) = delete;
  ~PrivateFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  PrivateFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::filesystem::path path_;
  int lock_ = -1;  // the open folder, which carries the lock
};

}  // namespace bailey::plugin_host
