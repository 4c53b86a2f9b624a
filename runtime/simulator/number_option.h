// Options whose value is a whole number.
#pragma once

#include "command_line/command_line.h"
#include "core/result.h"

#include <string_view>

namespace bailey::simulator {

struct NumberRange {
  long least = 0;
  long most = 0;
  std::string_view unit;  // "seconds", or empty.
};

// `otherwise` when the option was not given.
core::Result<long> numberOption(const command_line::Arguments& given,
                                std::string_view option,
                                const NumberRange& range,
                                long otherwise);

}  // namespace bailey::simulator
