#include "config/json_text.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace bailey::config {
namespace {

// "line 3, column 7": where byte `offset` stands; both count from 1, columns in bytes.
std::string placeOf(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t last_newline = before.rfind('\n');
  const std::size_t column =
      last_newline == std::string_view::npos ? before.size() + 1 : before.size() - last_newline;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

// The reason in nlohmann's message, without its "last read" part: that quotes the file, and what
// stands there may be a secret.
std::string reasonIn(std::string_view what) {
  static constexpr std::string_view kInvalidLiteral = "invalid literal";
  if (what.find("ill-formed UTF-8") != std::string_view::npos) {
    return "the text is not UTF-8";
  }
  if (what.find("number overflow") != std::string_view::npos) {
    return "the number is too large";
  }
  const std::size_t start = what.find(" - ");
  if (start == std::string_view::npos) {
    return "the text is not JSON";
  }
  what.remove_prefix(start + 3);
  if (what.substr(0, kInvalidLiteral.size()) == kInvalidLiteral) {
    return "no JSON value; texts stand in double quotes, and there are no comments";
  }
  return std::string(what.substr(0, what.find("; last read:")));
}

// Builds the document from the parser's events. nlohmann's own builder keeps the last of two equal
// keys silently and nests without limit.
class DocumentBuilder final : public nlohmann::json_sax<nlohmann::json> {
public:
  DocumentBuilder(std::string_view text, Complaints& complaints)
      : text_(text),
        complaints_(complaints) {}

  nlohmann::json takeDocument() { return std::move(root_); }

  bool null() override { return put(nullptr); }

  bool boolean(bool value) override { return put(value); }

  bool number_integer(number_integer_t value) override { return put(value); }

  bool number_unsigned(number_unsigned_t value) override { return put(value); }

  bool number_float(number_float_t value, const string_t& /*text*/) override { return put(value); }

  bool string(string_t& value) override { return put(std::move(value)); }

  bool binary(binary_t& value) override { return put(std::move(value)); }

  bool start_object(std::size_t /*elements*/) override { return open(nlohmann::json::object()); }

  bool end_object() override { return close(); }

  bool start_array(std::size_t /*elements*/) override { return open(nlohmann::json::array()); }

  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (open_.back()->contains(name)) {
      complaints_.add(childPointer(pointer(), name),
                      "the key " + inQuotes(name) + " is given twice; keep one of them");
    }
    keys_.back() = std::move(name);
    return true;
  }

  bool parse_error(std::size_t position,
                   const std::string& /*last_token*/,
                   const nlohmann::json::exception& error) override {
    const std::size_t offset = position == 0 ? 0 : position - 1;
    complaints_.add("",
                    "not valid JSON at " + placeOf(text_, offset) + ": " + reasonIn(error.what()));
    return false;
  }

private:
  // Puts `value` where the parser stands and returns its place there. Pointers in open_ stay valid:
  // an object's members do not move, and an array grows only after its last element is closed.
  nlohmann::json& place(nlohmann::json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return root_;
    }
    nlohmann::json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return parent.back();
    }
    return parent[keys_.back()] = std::move(value);
  }

  template <typename Value>
  bool put(Value&& value) {
    place(nlohmann::json(std::forward<Value>(value)));
    return true;
  }

  bool open(nlohmann::json container) {
    if (open_.size() == kNestingMax) {
      complaints_.add(pointer(),
                      "nested too deep; " + std::to_string(kNestingMax) +
                          " objects and lists inside each other are allowed");
      return false;
    }
    open_.push_back(&place(std::move(container)));
    keys_.emplace_back();
    return true;
  }

  bool close() {
    open_.pop_back();
    keys_.pop_back();
    return true;
  }

  // Of the innermost open container.
  [[nodiscard]] std::string pointer() const {
    std::string result;
    for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
      result = open_[i]->is_array() ? childPointer(result, open_[i]->size() - 1)
                                    : childPointer(result, keys_[i]);
    }
    return result;
  }

  std::string_view text_;
  Complaints& complaints_;
  nlohmann::json root_;
  std::vector<nlohmann::json*> open_;  // Outermost first.
  std::vector<std::string> keys_;      // For each open container, the key being read.
};

}  // namespace

std::optional<nlohmann::json> readJson(std::string_view text, Complaints& complaints) {
  if (text.size() > kFileBytesMax) {
    complaints.add("", "larger than 1 MiB; a configuration file may hold 1 MiB");
    return std::nullopt;
  }
  // nlohmann takes NUL for the end of the text and would ignore what follows.
  const std::size_t nul = text.find('\0');
  if (nul != std::string_view::npos) {
    complaints.add("",
                   "not valid JSON at " + placeOf(text, nul) + ": a NUL byte; write plain text");
    return std::nullopt;
  }
  DocumentBuilder builder(text, complaints);
  if (!nlohmann::json::sax_parse(text, &builder)) {
    return std::nullopt;
  }
  return builder.takeDocument();
}

}  // namespace bailey::config
