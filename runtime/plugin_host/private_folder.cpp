#include "plugin_host/private_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/file.h>
#include <system_error>
#include <utility>

namespace bailey::plugin_host {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "plugins-";

// The folder opened and locked, or -1 when another process holds it.
int lockFolder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd >= 0 && ::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    return -1;
  }
  return fd;
}

// A folder nobody has locked was left by a process that died.
void removeLeftBehind(const fs::path& parent) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(parent, ignored)) {
    if (!entry.path().filename().string().starts_with(kPrefix)) {
      continue;
    }
    if (const int fd = lockFolder(entry.path()); fd >= 0) {
      fs::remove_all(entry.path(), ignored);
      ::close(fd);
    }
  }
}

}  // namespace

core::Result<PrivateFolder> PrivateFolder::makeIn(const fs::path& parent) {
  std::error_code failed;
  fs::create_directories(parent, failed);
  if (failed) {
    return core::Error{"cannot make the folder " + parent.string() + ": " + failed.message()};
  }
  removeLeftBehind(parent);
  std::string name = (parent / kPrefix).string() + "XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) {
    return core::Error{"cannot make a folder in " + parent.string() + ": " + std::strerror(errno)};
  }
  const int lock = lockFolder(name);
  if (lock < 0) {
    return core::Error{"cannot lock " + name + ": " + std::strerror(errno)};
  }
  return PrivateFolder(name, lock);
}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept
    : path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)) {}

PrivateFolder::~PrivateFolder() {
  if (lock_ >= 0) {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    ::close(lock_);
  }
}

}  // namespace bailey::plugin_host
