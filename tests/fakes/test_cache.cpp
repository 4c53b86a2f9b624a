#include "fakes/test_cache.h"

#include <fcntl.h>
#include <unistd.h>

#include <stdexcept>
#include <sys/file.h>

namespace bailey::fakes {
namespace {

namespace fs = std::filesystem;

// One process at a time, also of other test programs. Freed by the kernel when its holder dies.
class FileLock {
public:
  explicit FileLock(const fs::path& file)
      : fd_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (fd_ < 0 || ::flock(fd_, LOCK_EX) != 0) {
      throw std::runtime_error("cannot lock " + file.string());
    }
  }

  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  FileLock(FileLock&&) = delete;
  FileLock& operator=(FileLock&&) = delete;

  ~FileLock() { ::close(fd_); }

private:
  int fd_;
};

}  // namespace

fs::path cacheFolder() {
  return BAILEY_TEST_CACHE;
}

fs::path cachedFile(const std::string& name,
                    const fs::path& source,
                    const std::function<void(const fs::path&)>& make) {
  fs::create_directories(cacheFolder());
  const fs::path file = cacheFolder() / name;
  const FileLock lock(cacheFolder() / (name + ".lock"));
  if (!fs::exists(file) || fs::last_write_time(file) < fs::last_write_time(source)) {
    const fs::path unfinished = cacheFolder() / (name + ".new");
    fs::remove(unfinished);
    make(unfinished);
    fs::rename(unfinished, file);
  }
  return file;
}

}  // namespace bailey::fakes
