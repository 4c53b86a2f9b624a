// Keeps what a plugin logs, in memory, so that it can be read back.
#pragma once

#include "core/file_descriptor.h"
#include "observability/log.h"

#include <string>

namespace bailey::conformance {

class Recorder {
public:
  Recorder();

  [[nodiscard]] observability::Log& log() { return log_; }

  // Every line logged so far.
  [[nodiscard]] std::string lines();

private:
  core::FileDescriptor file_;  // before the log, which writes to it until its end
  observability::Log log_;
};

// All of an open file that can be sought in, from its first byte; its position stays.
std::string contentOf(int fd);

}  // namespace bailey::conformance
