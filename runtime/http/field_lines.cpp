#include "http/field_lines.h"

namespace bailey::http {

FramingError refuseFieldLine(std::string_view line, std::size_t name_end) {
  if (isBlank(line.front())) {
    return FramingError::FoldedField;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    return FramingError::FieldWithoutColon;
  }
  return name_end > 0 && trimmed(line.substr(name_end, colon - name_end)).empty()
             ? FramingError::BlankBeforeColon
             : FramingError::BadFieldName;
}

}  // namespace bailey::http
