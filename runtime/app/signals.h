// Signals as events on the control thread, instead of interruptions of any thread.
#pragma once

#include "core/file_descriptor.h"

#include <cstdint>

namespace bailey::app {

enum class Signal : std::uint8_t { Unset = 0, Stop, Reload };

// Make one before any thread is started, so that every thread inherits the blocked signals.
class Signals {
public:
  Signals();

  // Readable when a signal has come.
  [[nodiscard]] int fd() const { return descriptor_.get(); }

  // Takes one signal. Call when fd() is readable.
  [[nodiscard]] Signal take();

private:
  core::FileDescriptor descriptor_;
};

}  // namespace bailey::app
