#include "documents/template_text.h"

#include <cstddef>

namespace bailey::documents {

TemplateText parseTemplate(std::string_view text) {
  TemplateText parsed;
  while (true) {
    const std::size_t open = text.find("{{");
    parsed.balanced &= text.substr(0, open).find("}}") == std::string_view::npos;
    if (open == std::string_view::npos) {
      return parsed;
    }
    text.remove_prefix(open + 2);
    const std::size_t close = text.find("}}");
    const std::string_view name = text.substr(0, close);
    if (close == std::string_view::npos || name.find('{') != std::string_view::npos) {
      parsed.balanced = false;
    } else {
      parsed.names.push_back(name);
    }
    if (close == std::string_view::npos) {
      return parsed;
    }
    text.remove_prefix(close + 2);
  }
}

}  // namespace bailey::documents
