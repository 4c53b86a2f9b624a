#include "config/read_file.h"

#include "config/json_text.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace bailey::config {
namespace {

constexpr mode_t kOthersWrite = S_IWGRP | S_IWOTH;
constexpr mode_t kOthersAny = S_IRWXO;

std::string reasonOf(int error_number) {
  return std::generic_category().message(error_number);
}

class Descriptor {
public:
  explicit Descriptor(int number) : number_(number) {}

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }

  [[nodiscard]] int number() const { return number_; }

private:
  int number_;
};

// A file that is open, or why it cannot be used.
struct Opened {
  Descriptor descriptor;
  std::optional<std::string> refusal;
};

std::optional<std::string> refusalOf(int descriptor, mode_t forbidden) {
  struct stat status {};

  if (::fstat(descriptor, &status) != 0) {
    return "cannot be examined: " + reasonOf(errno);
  }
  if (S_ISDIR(status.st_mode)) {
    return "is a folder; it must be a file";
  }
  if (!S_ISREG(status.st_mode)) {
    return "is not a regular file";
  }
  if ((status.st_mode & forbidden) == 0) {
    return std::nullopt;
  }
  return forbidden == kOthersWrite
             ? "can be written by others than its owner; take that right away: chmod go-w"
             : "can be read or changed by everybody; take that right away: chmod o-rwx";
}

// O_NONBLOCK: opening a named pipe must not wait for its other end.
Opened openChecked(const std::filesystem::path& file, mode_t forbidden) {
  const int number = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (number < 0) {
    return {Descriptor(number), "cannot be opened: " + reasonOf(errno)};
  }
  return {Descriptor(number), refusalOf(number, forbidden)};
}

// At most `limit` bytes into `content`; the errno of a failed read.
std::optional<int> readUpTo(int descriptor, std::string& content, std::size_t limit) {
  content.resize(limit);
  std::size_t have = 0;
  while (have < limit) {
    const ssize_t got = ::read(descriptor, content.data() + have, limit - have);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return errno;
    }
    if (got == 0) {
      break;
    }
    have += static_cast<std::size_t>(got);
  }
  content.resize(have);
  return std::nullopt;
}

void dropTrailingNewline(std::string& content) {
  if (!content.empty() && content.back() == '\n') {
    content.pop_back();
    if (!content.empty() && content.back() == '\r') {
      content.pop_back();
    }
  }
}

}  // namespace

core::Result<std::string> readConfigurationFile(const std::filesystem::path& file) {
  const Opened opened = openChecked(file, kOthersWrite);
  if (opened.refusal) {
    return core::Error{*opened.refusal};
  }
  std::string content;
  if (const auto failed = readUpTo(opened.descriptor.number(), content, kFileBytesMax + 1)) {
    return core::Error{"cannot be read: " + reasonOf(*failed)};
  }
  return content;
}

core::Result<core::Secret> readSecretFile(const std::filesystem::path& file) {
  const Opened opened = openChecked(file, kOthersAny);
  if (opened.refusal) {
    return core::Error{"the file named here " + *opened.refusal};
  }
  std::string content;
  const auto failed = readUpTo(opened.descriptor.number(), content, kSecretBytesMax + 1);
  const bool too_large = content.size() > kSecretBytesMax;
  dropTrailingNewline(content);
  core::Secret secret = core::Secret::takeFrom(content);
  if (failed) {
    return core::Error{"the file named here cannot be read: " + reasonOf(*failed)};
  }
  if (too_large) {
    return core::Error{"the file named here is larger than 64 KiB, the limit for a secret"};
  }
  return secret;
}

std::optional<std::string> whyNotReadable(const std::filesystem::path& file) {
  return openChecked(file, 0).refusal;
}

std::optional<std::string> whyNotReadablePrivately(const std::filesystem::path& file) {
  return openChecked(file, kOthersAny).refusal;
}

std::optional<std::string> whyNotTrustedFolder(const std::filesystem::path& folder) {
  struct stat status {};

  if (::stat(folder.c_str(), &status) != 0) {
    return "cannot be opened: " + reasonOf(errno);
  }
  if (!S_ISDIR(status.st_mode)) {
    return "is not a folder";
  }
  if ((status.st_mode & kOthersWrite) != 0) {
    return "can be written by others than its owner; take that right away: chmod go-w";
  }
  return std::nullopt;
}

}  // namespace bailey::config
