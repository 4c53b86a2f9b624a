#include "config/complaint.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace bailey::config {
namespace {

constexpr std::size_t kPointerBytesMax = 512;  // Keys can be as long as the file.

void appendOnOneLine(std::string& line, std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || byte == 0x7f) {
      line += "\\x";
      line += kDigits[byte / 16];
      line += kDigits[byte % 16];
    } else {
      line += character;
    }
  }
}

}  // namespace

std::string toLine(const Complaint& complaint) {
  std::string line;
  appendOnOneLine(line, complaint.file.string());
  line += ": ";
  if (!complaint.pointer.empty()) {
    appendOnOneLine(line, complaint.pointer);
    line += ": ";
  }
  appendOnOneLine(line, complaint.message);
  return line;
}

std::string inQuotes(std::string_view text, std::size_t bytes_max) {
  const bool cut = text.size() > bytes_max;
  const nlohmann::json shown(cut ? std::string(text.substr(0, bytes_max)) + "..."
                                 : std::string(text));
  // ensure_ascii: a right-to-left mark in a name must not rearrange the operator's terminal.
  return shown.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

std::string childPointer(std::string_view pointer, std::string_view key) {
  std::string child(pointer);
  child += '/';
  for (const char character : key) {
    if (character == '~') {
      child += "~0";
    } else if (character == '/') {
      child += "~1";
    } else {
      child += character;
    }
  }
  return child;
}

std::vector<std::string> toLines(const std::vector<Complaint>& complaints) {
  std::vector<std::string> lines;
  lines.reserve(complaints.size());
  for (const Complaint& complaint : complaints) {
    lines.push_back(toLine(complaint));
  }
  return lines;
}

std::string childPointer(std::string_view pointer, std::size_t index) {
  return childPointer(pointer, std::to_string(index));
}

Complaints::Complaints(std::filesystem::path file) : file_(std::move(file)) {}

void Complaints::add(std::string pointer, std::string message) {
  if (pointer.size() > kPointerBytesMax) {
    pointer.resize(kPointerBytesMax);
    pointer += "...";
  }
  if (list_.size() < kComplaintsMax) {
    list_.push_back({file_, std::move(pointer), std::move(message)});
  } else if (list_.size() == kComplaintsMax) {
    list_.push_back({file_, "", "more complaints are not shown; mend these first"});
  }
}

}  // namespace bailey::config
