// A buffer a plugin may fill up to a limit.
#pragma once

#include "bailey/abi.h"

#include <cstddef>
#include <string>

namespace bailey::plugin_host {

struct BoundedText {
  explicit BoundedText(std::size_t max) : bytes_max(max) {}

  std::string text;
  const std::size_t bytes_max;
  bool overflowed = false;

  // Valid as long as this stays where it is.
  [[nodiscard]] bailey_sink sink() {
    return {sizeof(bailey_sink), 0, this, [](void* context, const char* data, std::size_t bytes) {
              return static_cast<BoundedText*>(context)->append(data, bytes);
            }};
  }

private:
  bailey_status append(const char* data, std::size_t bytes) {
    if (overflowed || bytes > bytes_max - text.size()) {
      overflowed = true;
      return BAILEY_REJECTED;
    }
    text.append(data, bytes);
    return BAILEY_OK;
  }
};

}  // namespace bailey::plugin_host
