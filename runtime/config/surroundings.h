// What a configuration may refer to outside itself. Passed in, so that parsing is a pure function
// that tests and the fuzzer can call, and so that nothing reads the process environment on its own.
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::config {

// The value of an environment variable; nothing when it is not set.
using Variables = std::function<std::optional<std::string>(std::string_view name)>;

struct Surroundings {
  Variables variable;
  // A secret file's content without one trailing newline. The error never holds the content.
  std::function<core::Result<core::Secret>(const std::filesystem::path&)> secret_file;
};

}  // namespace bailey::config
