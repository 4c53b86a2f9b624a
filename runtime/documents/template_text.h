// Texts with {{names}} in them, which Talkdesk fills in. (contract.md §7.2, §7.3)
#pragma once

#include <string_view>
#include <vector>

namespace bailey::documents {

struct TemplateText {
  std::vector<std::string_view>
      names;             // As they stand between the braces; they point into the text.
  bool balanced = true;  // Each {{ has its }}, and no }} is without {{.
};

TemplateText parseTemplate(std::string_view text);

}  // namespace bailey::documents
