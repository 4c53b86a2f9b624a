#include "http/head.h"

#include "http/character.h"

namespace bailey::http {

std::optional<std::string_view> findField(std::span<const Field> fields, std::string_view name) {
  for (const Field& field : fields) {
    if (equalsIgnoringCase(field.name, name)) {
      return field.value;
    }
  }
  return std::nullopt;
}

}  // namespace bailey::http
