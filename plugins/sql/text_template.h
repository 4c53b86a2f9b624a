// Text with {name} in it, for output only: SQL is never made from templates.
// "{{" and "}}" stand for single braces.
#pragma once

#include "complaints.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::sql {

class TextTemplate {
public:
  TextTemplate() = default;

  // A brace that does not fit becomes a complaint at `pointer`.
  TextTemplate(std::string_view text, const std::string& pointer, Complaints& complaints);

  // The names in order of appearance, repeated ones repeatedly.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  // `value(i)` is inserted where names()[i] stands.
  [[nodiscard]] std::string render(const std::function<std::string(std::size_t)>& value) const;

private:
  std::vector<std::string> literals_ = {""};  // one more than names_: before, between and behind
  std::vector<std::string> names_;
};

// `text` as a part of a URL: everything but letters, digits and -._~ becomes %XX. (RFC 3986, 2.1)
[[nodiscard]] std::string percentEncoded(std::string_view text);

}  // namespace bailey::sql
