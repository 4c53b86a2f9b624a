// Tells that something happened in a folder, as the kernel sees it. Only a hint: there are file
// systems that tell nothing, and folders that are not there yet.
#pragma once

#include "core/file_descriptor.h"

#include <filesystem>
#include <map>
#include <set>

namespace bailey::control {

// Not Poco's DirectoryWatcher, which ends the process when many files are open and tells of files
// while they are still being written. (hosting.md D1, D2) [control thread]
class FolderEvents {
public:
  // Throws std::system_error when the kernel gives no watch at all.
  FolderEvents();

  // Watches these and no others from now on; one that was replaced is found again.
  void follow(const std::set<std::filesystem::path>& folders);

  // Readable when something has happened.
  [[nodiscard]] int fd() const { return inotify_.get(); }

  // Takes all that happened so far. False: it was nothing.
  bool take();

private:
  core::FileDescriptor inotify_;
  std::map<std::filesystem::path, int> watches_;
};

}  // namespace bailey::control
