// What is wrong with the configuration, told to the operator: which file, where in it, what is
// wrong and what would be right. Never a value that may be secret.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::config {

struct Complaint {
  std::filesystem::path file;
  std::string pointer;  // JSON pointer (RFC 6901); empty: the whole document, or the file itself.
  std::string message;
};

// `integrations.d/acme.json: /callers: ...`, always one line: control characters are escaped.
std::string toLine(const Complaint& complaint);

std::vector<std::string> toLines(const std::vector<Complaint>& complaints);

constexpr std::size_t kQuotedBytesMax = 40;
constexpr std::size_t kPathBytesMax = 4096;  // A path is of no use when it is cut.

// `text` in quotation marks, escaped as in JSON, cut after `bytes_max`. For messages.
std::string inQuotes(std::string_view text, std::size_t bytes_max = kQuotedBytesMax);

// `pointer` with one more segment, escaped as RFC 6901 asks.
std::string childPointer(std::string_view pointer, std::string_view key);
std::string childPointer(std::string_view pointer, std::size_t index);

// More than this in one file tell an operator nothing new, and a hostile file must not fill a log.
constexpr std::size_t kComplaintsMax = 100;

// Collects the complaints about one file, in the order found. Not thread-safe.
class Complaints {
public:
  explicit Complaints(std::filesystem::path file);

  // The complaint after the first kComplaintsMax says that more are not shown; others are dropped.
  void add(std::string pointer, std::string message);

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

  [[nodiscard]] bool empty() const { return list_.empty(); }

  [[nodiscard]] const std::vector<Complaint>& list() const { return list_; }

private:
  std::filesystem::path file_;
  std::vector<Complaint> list_;
};

}  // namespace bailey::config
