#include "simulator/number_option.h"

#include <charconv>
#include <string>

namespace bailey::simulator {

core::Result<long> numberOption(const command_line::Arguments& given,
                                std::string_view option,
                                const NumberRange& range,
                                long otherwise) {
  const auto text = given.text(option);
  if (!text) {
    return otherwise;
  }
  long number = 0;
  const char* end = text->data() + text->size();
  const auto [read_to, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc() || read_to != end || number < range.least || number > range.most) {
    return core::Error{"--" + std::string(option) + " must be a number " +
                       (range.unit.empty() ? "" : "of " + std::string(range.unit) + " ") + "from " +
                       std::to_string(range.least) + " to " + std::to_string(range.most)};
  }
  return number;
}

}  // namespace bailey::simulator
