#include "documents/finding.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>

namespace bailey::documents {
namespace {

constexpr std::size_t kQuotedBytesMax = 60;

// Cuts the first segment off `pointer`, which starts with a slash.
std::string_view takeSegment(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const std::string_view segment = pointer.substr(0, pointer.find('/'));
  pointer.remove_prefix(segment.size());
  return segment;
}

bool isIndex(std::string_view segment) {
  return !segment.empty() &&
         std::all_of(segment.begin(), segment.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string_view nameOf(Severity severity) {
  switch (severity) {
    case Severity::Unset:
      break;
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return "unset";
}

bool Findings::about(std::string_view pointer) const {
  return std::any_of(list_.begin(), list_.end(), [pointer](const Finding& finding) {
    return finding.pointer == pointer;
  });
}

bool hasErrors(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::Error;
  });
}

bool pointerPrecedes(std::string_view one, std::string_view other) {
  while (!one.empty() && !other.empty()) {
    const std::string_view left = takeSegment(one);
    const std::string_view right = takeSegment(other);
    if (left != right) {
      const bool by_length = isIndex(left) && isIndex(right) && left.size() != right.size();
      return by_length ? left.size() < right.size() : left < right;
    }
  }
  return one.empty() && !other.empty();
}

std::string below(std::string_view pointer, std::string_view key) {
  return (nlohmann::json::json_pointer(std::string(pointer)) / std::string(key)).to_string();
}

std::string below(std::string_view pointer, std::size_t index) {
  return std::string(pointer) + "/" + std::to_string(index);
}

std::string inQuotes(std::string_view text) {
  const bool cut = text.size() > kQuotedBytesMax;
  const nlohmann::json shown(cut ? std::string(text.substr(0, kQuotedBytesMax)) + "..."
                                 : std::string(text));
  // ensure_ascii: a right-to-left mark in a document must not rearrange the reader's terminal.
  return shown.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

}  // namespace bailey::documents
