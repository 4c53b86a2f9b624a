#include "plugin_host/staged_plugin.h"

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

Result<std::string> readAll(const FileDescriptor& file) {
  std::string bytes;
  char block[65536];
  while (true) {
    const ssize_t n = ::read(file.get(), block, sizeof(block));
    if (n == 0) {
      return bytes;
    }
    if (n < 0 && errno != EINTR) {
      return Error{std::string("cannot be read: ") + std::strerror(errno)};
    }
    if (n > 0) {
      bytes.append(block, static_cast<std::size_t>(n));
    }
  }
}

Result<std::string> readTrusted(const fs::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
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
  return readAll(file);
}

constexpr std::string_view kSuffix = ".so";

// Each copy has a name of its own for ever: the loader goes by names, and would give out the code
// that is mapped instead of mapping a second time. (hosting.md L2) Not synced: the copy is this
// process's own and does not outlive it.
Result<fs::path> writeCopy(const fs::path& beginning, std::string_view bytes) {
  std::string name = beginning.string() + "-XXXXXX" + std::string(kSuffix);
  const FileDescriptor file(::mkostemps(name.data(), static_cast<int>(kSuffix.size()), O_CLOEXEC));
  bool good = file.valid();
  while (good && !bytes.empty()) {
    const ssize_t n = ::write(file.get(), bytes.data(), bytes.size());
    good = n > 0 || errno == EINTR;
    bytes.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
  }
  good = good && ::fchmod(file.get(), 0500) == 0;
  if (!good) {
    const int reason = errno;
    if (file.valid()) {
      ::unlink(name.c_str());
    }
    return Error{"cannot be copied to " + beginning.parent_path().string() + ": " +
                 std::strerror(reason)};
  }
  return fs::path(name);
}

Result<StagedPlugin> stage(const fs::path& source,
                           std::string_view name,
                           const fs::path& private_folder) {
  auto bytes = readTrusted(source);
  if (!bytes.ok()) {
    return bytes.error();
  }
  auto facts = inspectElf(bytes.value());
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
  const std::string digest = core::toHex(core::sha256(bytes.value()));
  auto copy =
      writeCopy(private_folder / (std::string(name) + "-" + digest.substr(0, 16)), bytes.value());
  if (!copy.ok()) {
    return copy.error();
  }
  return StagedPlugin{source,
                      std::move(copy.value()),
                      digest,
                      std::move(manifest.value()),
                      std::move(facts.value().manifest),
                      std::move(facts.value().unique_symbols)};
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
