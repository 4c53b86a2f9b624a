#include "simulator/text_file.h"

#include "core/file_bytes.h"
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
  if (!core::writeBytes(descriptor, content) || ::fsync(descriptor.get()) != 0 ||
      ::rename(name.c_str(), file.c_str()) != 0) {
    const core::Error error = cannotWrite(file);
    ::unlink(name.c_str());
    return error;
  }
  return std::nullopt;
}

}  // namespace bailey::simulator
