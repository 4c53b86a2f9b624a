#include "core/file_bytes.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <sys/mman.h>
#include <sys/stat.h>

namespace bailey::core {
namespace {

bool writeAll(const FileDescriptor& to, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t n = ::write(to.get(), bytes, count);
    if (n < 0 && errno != EINTR) {
      return false;
    }
    bytes += n > 0 ? n : 0;
    count -= n > 0 ? static_cast<std::size_t>(n) : 0;
  }
  return true;
}

}  // namespace

bool copyBytes(const FileDescriptor& from, const FileDescriptor& to) {
  std::array<char, std::size_t{64} * 1024> block{};
  while (true) {
    const ssize_t n = ::read(from.get(), block.data(), block.size());
    if (n == 0) {
      return true;
    }
    if ((n < 0 && errno != EINTR) ||
        (n > 0 && !writeAll(to, block.data(), static_cast<std::size_t>(n)))) {
      return false;
    }
  }
}

MappedBytes::MappedBytes(const FileDescriptor& file) {
  struct stat facts {};

  if (::fstat(file.get(), &facts) != 0 || facts.st_size <= 0) {
    return;
  }
  const auto size = static_cast<std::size_t>(facts.st_size);
  void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (start != MAP_FAILED) {
    bytes_ = {static_cast<const char*>(start), size};
  }
}

MappedBytes::~MappedBytes() {
  if (!bytes_.empty()) {
    ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
  }
}

}  // namespace bailey::core
