#include "simulator/text_file.h"

#include "core/file_descriptor.h"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

namespace bailey::simulator {
namespace {

bool writeAll(int descriptor, const std::string& content) {
  std::size_t written = 0;
  while (written < content.size()) {
    const ssize_t count = ::write(descriptor, content.data() + written, content.size() - written);
    if (count < 0 && errno != EINTR) {
      return false;
    }
    written += count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  return ::fsync(descriptor) == 0;
}

core::Error cannotWrite(const std::filesystem::path& file) {
  return core::Error{"cannot write " + file.string() + ": " + std::strerror(errno)};
}

}  // namespace

core::Result<std::string> readTextFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  if (!stream) {
    return core::Error{"cannot read " + file.string()};
  }
  return content.str();
}

core::Result<nlohmann::json> readJsonFile(const std::filesystem::path& file) {
  const auto text = readTextFile(file);
  if (!text.ok()) {
    return text.error();
  }
  nlohmann::json json = nlohmann::json::parse(text.value(), nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) {
    return core::Error{file.string() + ": this is not JSON"};
  }
  return json;
}

std::optional<core::Error> writePrivateFile(const std::filesystem::path& file,
                                            const std::string& content) {
  // mkostemp gives it to its owner alone, whatever the umask.
  std::string name = file.string() + ".XXXXXX";
  const core::FileDescriptor descriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!descriptor.valid()) {
    return cannotWrite(file);
  }
  if (!writeAll(descriptor.get(), content) || ::rename(name.c_str(), file.c_str()) != 0) {
    const core::Error error = cannotWrite(file);
    ::unlink(name.c_str());
    return error;
  }
  return std::nullopt;
}

}  // namespace bailey::simulator
