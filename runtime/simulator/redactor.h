// Makes text fit for a report: credentials hidden, control bytes escaped, length bounded.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::simulator {

class Redactor {
public:
  static constexpr std::size_t kExcerptBytesMax = 200;

  // Hides `value` from now on, as it is and as JSON writes it. An empty one is ignored.
  void hide(std::string_view value);

  // Hides every string and number in `auth`, at any depth. true, false and null are no secrets.
  void hideAll(const nlohmann::json& auth);

  // `text` without hidden values, in one line of valid UTF-8 of at most kExcerptBytesMax bytes; a
  // longer one ends with "...".
  [[nodiscard]] std::string excerpt(std::string_view text) const;

  // `text` without hidden values, otherwise as it is.
  [[nodiscard]] std::string redact(std::string_view text) const;

private:
  std::vector<std::string> hidden_;  // Longest first: one may be part of another.
};

}  // namespace bailey::simulator
