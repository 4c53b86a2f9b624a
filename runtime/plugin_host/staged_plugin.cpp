#include "plugin_host/staged_plugin.h"

#include "core/file_bytes.h"
#include "core/file_descriptor.h"
#include "core/sha256.h"
#include "plugin_host/elf_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <sys/stat.h>

namespace bailey::plugin_host {
namespace {

namespace fs = std::filesystem;
using core::Error;
using core::FileDescriptor;
using core::Result;

constexpr std::size_t kPluginBytesMax = 256ULL * 1024 * 1024;

std::optional<Error> checkTrust(const FileDescriptor& file) {
  struct stat facts {};

  if (::fstat(file.get(), &facts) != 0) {
    return Error{std::string("cannot be looked at: ") + std::strerror(errno)};
  }
  if (!S_ISREG(facts.st_mode)) {
    return Error{"is not a regular file"};
  }
  if ((facts.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return Error{"may be written by others than its owner; run chmod go-w on it"};
  }
  if (facts.st_uid != 0 && facts.st_uid != ::geteuid()) {
    return Error{"belongs to neither root nor the user this runs as"};
  }
  if (static_cast<std::size_t>(facts.st_size) > kPluginBytesMax) {
    return Error{"is larger than 256 MiB"};
  }
  return std::nullopt;
}

Result<FileDescriptor> openTrusted(const fs::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file.valid()) {
    if (errno == ELOOP) {
      return Error{"is a link; put the file itself there"};
    }
    return Error{errno == ENOENT ? std::string("does not exist")
                                 : std::string("cannot be opened: ") + std::strerror(errno)};
  }
  if (auto distrust = checkTrust(file)) {
    return *distrust;
  }
  return file;
}

constexpr std::string_view kSuffix = ".so";

// The private copy, which is removed again unless it is kept. Each has a name of its own for ever:
// the loader goes by names, and would give out the code that is mapped instead of mapping a second
// time. (hosting.md L2) Not synced: the copy is this process's own and does not outlive it.
class PrivateCopy {
public:
  PrivateCopy(const fs::path& folder, std::string_view name)
      : path_((folder / name).string() + "-XXXXXX" + std::string(kSuffix)),
        file_(::mkostemps(path_.data(), static_cast<int>(kSuffix.size()), O_CLOEXEC)) {}

  PrivateCopy(const PrivateCopy&) = delete;
  PrivateCopy& operator=(const PrivateCopy&) = delete;
  PrivateCopy(PrivateCopy&&) = delete;
  PrivateCopy& operator=(PrivateCopy&&) = delete;

  ~PrivateCopy() {
    if (file_.valid() && !kept_) {
      ::unlink(path_.c_str());
    }
  }

  // After fill() or keepAs() failed.
  [[nodiscard]] Error failure() const {
    return Error{"cannot be copied to " + fs::path(path_).parent_path().string() + ": " +
                 std::strerror(errno)};
  }

  // False: see failure().
  bool fill(const FileDescriptor& source) {
    return file_.valid() && core::copyBytes(source, file_) && ::fchmod(file_.get(), 0500) == 0;
  }

  [[nodiscard]] const FileDescriptor& file() const { return file_; }

  // Under a name that tells the content as well; nothing when that cannot be.
  std::optional<fs::path> keepAs(const std::string& digest) {
    const std::size_t end = path_.rfind('-');
    const std::string named = path_.substr(0, end) + "-" + digest.substr(0, 16) + path_.substr(end);
    kept_ = ::rename(path_.c_str(), named.c_str()) == 0;
    return kept_ ? std::optional<fs::path>(named) : std::nullopt;
  }

private:
  std::string path_;
  const FileDescriptor file_;
  bool kept_ = false;
};

// Looks at the copy and no more at the source, which may change meanwhile.
Result<StagedPlugin> inspect(PrivateCopy& copy, const fs::path& source, std::string_view name) {
  const core::MappedBytes bytes(copy.file());
  auto facts = inspectElf(bytes.view());
  if (!facts.ok()) {
    return facts.error();
  }
  auto manifest = parseManifest(facts.value().manifest);
  if (!manifest.ok()) {
    return manifest.error();
  }
  if (manifest.value().name != name) {
    return Error{"calls itself \"" + manifest.value().name + "\" in its manifest; rename it to " +
                 manifest.value().name + ".so"};
  }
  const std::string digest = core::toHex(core::sha256(bytes.view()));
  auto path = copy.keepAs(digest);
  if (!path) {
    return copy.failure();
  }
  return StagedPlugin{source,
                      std::move(*path),
                      digest,
                      std::move(manifest.value()),
                      std::move(facts.value().manifest),
                      std::move(facts.value().unique_symbols)};
}

Result<StagedPlugin> stage(const fs::path& source,
                           std::string_view name,
                           const fs::path& private_folder) {
  const auto file = openTrusted(source);
  if (!file.ok()) {
    return file.error();
  }
  PrivateCopy copy(private_folder, name);
  if (!copy.fill(file.value())) {
    return copy.failure();
  }
  return inspect(copy, source, name);
}

}  // namespace

Result<StagedPlugin> stagePlugin(const fs::path& folder,
                                 std::string_view name,
                                 const fs::path& private_folder) {
  const fs::path source = folder / (std::string(name) + ".so");
  auto staged = stage(source, name, private_folder);
  if (!staged.ok()) {
    return Error{source.string() + " " + staged.error().message};
  }
  return staged;
}

}  // namespace bailey::plugin_host
