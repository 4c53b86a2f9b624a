#include "core/file_bytes.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <sys/mman.h>
#include <sys/stat.h>

namespace bailey::core {
bool writeBytes(const FileDescriptor& to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(to.get(), bytes.data(), bytes.size());
    if (n < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
  }
  return true;
}

bool copyBytes(const FileDescriptor& from, const FileDescriptor& to) {
  std::array<char, std::size_t{64} * 1024> block{};
  while (true) {
    const ssize_t n = ::read(from.get(), block.data(), block.size());
    if (n == 0) {
      return true;
    }
    if ((n < 0 && errno != EINTR) ||
        (n > 0 && !writeBytes(to, {block.data(), static_cast<std::size_t>(n)}))) {
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
