#include "conformance/recorder.h"

#include <unistd.h>

#include <array>
#include <sys/mman.h>

namespace bailey::conformance {

Recorder::Recorder()
    : file_(::memfd_create("bailey-log", MFD_CLOEXEC)),
      log_(file_.get(), observability::Level::Debug) {}

std::string Recorder::lines() {
  log_.flush();
  return contentOf(file_.get());
}

std::string contentOf(int fd) {
  std::string content;
  std::array<char, 65536> block{};
  ssize_t count = 0;
  while ((count = ::pread(fd, block.data(), block.size(), static_cast<off_t>(content.size()))) >
         0) {
    content.append(block.data(), static_cast<std::size_t>(count));
  }
  return content;
}

}  // namespace bailey::conformance
