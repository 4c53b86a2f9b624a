// What somebody who writes documents for Talkdesk should know about them: where, how bad, why, and
// what to do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::documents {

enum class Severity : std::uint8_t {
  Unset = 0,
  Error,    // Talkdesk refuses it, or it will not work.
  Warning,  // It works, but not as somebody would wish, or not for everybody.
  Note,     // Good to know.
};

// "error", "warning", "note".
std::string_view nameOf(Severity severity);

struct Finding {
  std::string document;  // What its reader calls it, such as its file.
  Severity severity = Severity::Unset;
  std::string pointer;  // JSON pointer (RFC 6901) of a member, or of where one is missing.
  std::string message;  // A clause that continues what the pointer names: "must be ...".
  std::string hint;     // What to do; may be empty.

  bool operator==(const Finding&) const = default;
};

// Collects the findings about one document, in the order found.
class Findings {
public:
  explicit Findings(std::string document) : document_(std::move(document)) {}

  void error(std::string pointer, std::string message, std::string hint = {}) {
    list_.push_back(
        {document_, Severity::Error, std::move(pointer), std::move(message), std::move(hint)});
  }

  void warning(std::string pointer, std::string message, std::string hint = {}) {
    list_.push_back(
        {document_, Severity::Warning, std::move(pointer), std::move(message), std::move(hint)});
  }

  void note(std::string pointer, std::string message, std::string hint = {}) {
    list_.push_back(
        {document_, Severity::Note, std::move(pointer), std::move(message), std::move(hint)});
  }

  [[nodiscard]] bool about(std::string_view pointer) const;

  [[nodiscard]] const std::vector<Finding>& list() const { return list_; }

private:
  std::string document_;
  std::vector<Finding> list_;
};

bool hasErrors(const std::vector<Finding>& findings);

// Whether `one` stands before `other` in a document: /inputs/2 before /inputs/10.
bool pointerPrecedes(std::string_view one, std::string_view other);

// `pointer` with one more segment, escaped as RFC 6901 asks.
std::string below(std::string_view pointer, std::string_view key);
std::string below(std::string_view pointer, std::size_t index);

// `text` in quotation marks, escaped as in JSON and cut when it is long. For messages.
std::string inQuotes(std::string_view text);

}  // namespace bailey::documents
