#include "control/durable_file.h"

#include "core/file_bytes.h"
#include "core/file_descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <sys/stat.h>
#include <system_error>

namespace bailey::control {
namespace {

namespace fs = std::filesystem;
using core::FileDescriptor;

bool syncFolder(const fs::path& folder) {
  const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.valid() && ::fsync(opened.get()) == 0;
}

// Each folder that is not there yet, for its owner alone, and there to stay.
bool makeFolders(const fs::path& folder) {
  std::error_code none;
  if (folder.empty() || fs::is_directory(folder, none)) {
    return true;
  }
  const fs::path parent = folder.parent_path();
  return makeFolders(parent) && (::mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST) &&
         (parent.empty() || syncFolder(parent));
}

// `fill` writes the content and tells whether it could.
template <typename Fill>
core::Result<bool> replaceDurably(const fs::path& file, Fill&& fill) {
  const fs::path folder = file.parent_path();
  const std::string aside = file.string() + ".part";
  bool good = makeFolders(folder);
  if (good) {
    const FileDescriptor opened(::open(
        aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    good = opened.valid() && fill(opened) && ::fsync(opened.get()) == 0;
  }
  good = good && ::rename(aside.c_str(), file.c_str()) == 0 && syncFolder(folder);
  if (!good) {
    const int reason = errno;
    ::unlink(aside.c_str());
    return core::Error{file.string() + " cannot be written: " + std::strerror(reason)};
  }
  return true;
}

}  // namespace

core::Result<bool> writeDurably(const fs::path& file, std::string_view bytes) {
  return replaceDurably(
      file, [&](const FileDescriptor& opened) { return core::writeBytes(opened, bytes); });
}

core::Result<bool> copyDurably(const fs::path& source, const fs::path& file) {
  const FileDescriptor from(::open(source.c_str(), O_RDONLY | O_CLOEXEC));
  if (!from.valid()) {
    return core::Error{source.string() + " cannot be read: " + std::strerror(errno)};
  }
  return replaceDurably(
      file, [&](const FileDescriptor& opened) { return core::copyBytes(from, opened); });
}

}  // namespace bailey::control
