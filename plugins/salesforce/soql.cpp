#include "soql.h"

#include "record_id.h"

#include "bailey/change_time.hpp"
#include "bailey/errors.hpp"

#include <optional>

namespace bailey::salesforce {
namespace {

// What the letter behind a backslash is; 0 for a character that needs none.
char escapeOf(char c) {
  switch (c) {
    case '\'':
    case '"':
    case '\\':
      return c;
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    default:
      return 0;
  }
}

std::string behind(std::string_view prefix, const SortKey& after) {
  const std::string time = timeLiteral(after.time);
  if (after.id.empty()) {
    return "SystemModstamp >= " + time;
  }
  if (isIdOf(prefix, after.id)) {
    // Not (a OR (b AND c)): so the comparison with the indexed time stands by itself.
    return "SystemModstamp >= " + time + " AND (SystemModstamp > " + time + " OR Id > " +
           textLiteral(after.id) + ')';
  }
  const bool is_before_that = prefix < after.id.substr(0, prefix.size());
  return (is_before_that ? "SystemModstamp > " : "SystemModstamp >= ") + time;
}

}  // namespace

std::string textLiteral(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (const char letter = escapeOf(c); letter != 0) {
      (out += '\\') += letter;
    } else if (byte < 0x20 || byte == 0x7F) {
      ((out += "\\u00") += kHex[byte >> 4U]) += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out += '\'';
}

std::string literalList(const std::vector<std::string>& texts) {
  std::string out = "(";
  for (const std::string& text : texts) {
    out += out.size() > 1 ? "," : "";
    out += textLiteral(text);
  }
  return out += ')';
}

std::string timeLiteral(std::string_view time) {
  constexpr std::size_t kSecondEnd = std::string_view("dddd-dd-ddTdd:dd:dd").size();
  std::optional<ChangeTime> read = readChangeTime(time);
  if (!read) {
    throw Error(Error::Code::InvalidRequest, "The synchronization's position cannot be read.");
  }
  read->separator = 'T';
  std::string literal = writeChangeTime(*read);
  // readChangeTime() has seen that there is nothing but digits behind the point.
  const std::string_view tail = time.substr(kSecondEnd);
  if (tail.starts_with('.')) {
    literal += tail.substr(0, tail.size() - (tail.ends_with('Z') ? 1U : 0U));
  }
  return literal += 'Z';
}

bool isFieldPath(std::string_view text) {
  constexpr std::size_t kMax = 255;
  bool begins = true;  // a name
  for (const char c : text) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_inner = is_letter || c == '_' || (c >= '0' && c <= '9');
    if (begins ? !is_letter : !is_inner && c != '.') {
      return false;
    }
    begins = c == '.';
  }
  return !begins && text.size() <= kMax;
}

std::string select(const std::vector<std::string>& fields, std::string_view object) {
  std::string out = "SELECT ";
  for (std::size_t i = 0; i < fields.size(); ++i) {
    out += i == 0 ? "" : ",";
    out += fields[i];
  }
  return (out += " FROM ") += object;
}

std::string recordsBehind(const std::vector<std::string>& fields,
                          std::string_view object,
                          std::string_view prefix,
                          std::string_view condition,
                          const SortKey& after,
                          std::size_t limit) {
  std::string out = select(fields, object);
  if (!condition.empty()) {
    (out += " WHERE ") += condition;
  }
  if (!after.time.empty()) {
    (out += condition.empty() ? " WHERE " : " AND ") += behind(prefix, after);
  }
  return out += " ORDER BY SystemModstamp,Id LIMIT " + std::to_string(limit);
}

}  // namespace bailey::salesforce
