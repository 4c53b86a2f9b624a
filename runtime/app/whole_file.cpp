#include "app/whole_file.h"

#include "core/file_bytes.h"
#include "core/file_descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace bailey::app {
namespace {

core::Error because(const std::string& what) {
  return core::Error{what + ": " + std::strerror(errno)};
}

}  // namespace

core::Result<std::string> readWholeFile(const std::filesystem::path& file, std::size_t bytes_max) {
  // O_NONBLOCK: opening a named pipe must not wait for its other end.
  const core::FileDescriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));

  struct stat facts {};

  if (!opened.valid() || ::fstat(opened.get(), &facts) != 0) {
    return because("cannot be opened");
  }
  if (!S_ISREG(facts.st_mode)) {
    return core::Error{"is not a regular file"};
  }
  std::string content(bytes_max + 1, '\0');
  std::size_t have = 0;
  while (have < content.size()) {
    const ssize_t n = ::read(opened.get(), content.data() + have, content.size() - have);
    if (n < 0 && errno != EINTR) {
      return because("cannot be read");
    }
    if (n == 0) {
      break;
    }
    have += n > 0 ? static_cast<std::size_t>(n) : 0;
  }
  if (have > bytes_max) {
    return core::Error{"is larger than " + std::to_string(bytes_max) + " bytes"};
  }
  content.resize(have);
  return content;
}

std::optional<core::Error> writePrivateFile(const std::filesystem::path& file,
                                            std::string_view content) {
  std::string temporary = file.string() + ".XXXXXX";
  const core::FileDescriptor opened(::mkostemp(temporary.data(), O_CLOEXEC));  // mode 0600
  if (!opened.valid()) {
    return because("cannot be written");
  }
  if (!core::writeBytes(opened, content) || ::rename(temporary.c_str(), file.c_str()) != 0) {
    core::Error error = because("cannot be written");
    ::unlink(temporary.c_str());
    return error;
  }
  return std::nullopt;
}

}  // namespace bailey::app
