#include "documents/document_shape.h"
#include "documents/member_rules.h"
#include "documents/rules.h"
#include "documents/template_text.h"
#include "documents/value_provider.h"
#include "talkdesk/vocabulary.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <optional>
#include <set>

namespace bailey::documents {
namespace {

using nlohmann::json;
using talkdesk::InputType;

// Talkdesk says "short" and names no number; these fit a line of its automation page.
constexpr std::size_t kDisplayMax = 40;
constexpr std::size_t kDescriptionMax = 100;

// As Talkdesk's table spells types, besides lower case. (contract.md §7.3)
constexpr std::array<std::string_view, 7> kCapitalTypes = {
    "Text", "Textarea", "Number", "Tel", "URL", "Datetime", "Select"};

bool isUpper(char c) {
  return c >= 'A' && c <= 'Z';
}

std::size_t codePoints(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
  }));
}

// Names keep their capitals ("a ticket in North CRM", "SMS the contact"); sentences do not.
bool isInUpperCase(std::string_view text) {
  if (text.empty() || !isUpper(text.front())) {
    return false;
  }
  const bool has_lower_case =
      std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::islower(c) != 0; });
  const bool begins_with_acronym = text.size() > 1 && isUpper(text[1]);
  return !begins_with_acronym || !has_lower_case;
}

// Both follow "Then ..." on Talkdesk's automation page. (contract.md §7.3)
void checkPhrase(const json& document,
                 std::string_view member,
                 std::size_t longest,
                 Findings& findings) {
  const std::string* text = textOf(document, member);
  if (text == nullptr) {
    return;
  }
  if (isInUpperCase(*text)) {
    findings.warning(below("", member),
                     "should begin in lower case, but is " + inQuotes(*text),
                     "it follows \"Then\" in Talkdesk's automations");
  }
  if (codePoints(*text) > longest) {
    findings.warning(
        below("", member),
        "should be short, but has " + std::to_string(codePoints(*text)) + " characters",
        "keep it under " + std::to_string(longest + 1));
  }
}

std::optional<InputType> checkType(const json& input,
                                   const std::string& pointer,
                                   Findings& findings) {
  const std::string* word = textOf(input, "type");
  if (word == nullptr) {
    return std::nullopt;
  }
  const std::optional<InputType> type = talkdesk::inputTypeNamed(*word);
  if (!type) {
    findings.error(
        below(pointer, "type"),
        "must be text, textarea, number, tel, url, datetime or select, but is " + inQuotes(*word));
  } else if (*word != talkdesk::nameOf(*type) &&
             std::find(kCapitalTypes.begin(), kCapitalTypes.end(), *word) == kCapitalTypes.end()) {
    findings.note(below(pointer, "type"),
                  "is spelt " + inQuotes(*word),
                  "the usual spelling is " + inQuotes(talkdesk::nameOf(*type)));
  }
  return type;
}

void checkProviders(const std::string& format, const std::string& pointer, Findings& findings) {
  for (const std::string_view name : parseTemplate(format).names) {
    switch (valueProviderNamed(name)) {
      case ValueProvider::Documented:
      case ValueProvider::Unset:
        break;
      case ValueProvider::Seen:
        findings.note(pointer,
                      "uses " + inQuotes(name) + ", which is not in Talkdesk's list",
                      "others use it; try it before you rely on it");
        break;
      case ValueProvider::Unknown:
        findings.warning(pointer,
                         "uses " + inQuotes(name) + ", which Talkdesk is not known to fill in",
                         "known are contact.first_name, contact.email and the like, without "
                         "blanks in the braces");
        break;
    }
  }
}

// Commas separate, always; there is no way to write one into a value. (contract.md §7.3)
bool triesToHoldComma(const std::string& value) {
  return std::count(value.begin(), value.end(), '"') % 2 != 0 ||
         (!value.empty() && value.back() == '\\');
}

void checkValues(const std::string& format, const std::string& pointer, Findings& findings) {
  const std::vector<std::string> values = talkdesk::selectValues(format);
  if (values.size() == 1 && values.front().empty()) {
    findings.error(pointer, "must list the values of the select", "like \"sales,support\"");
    return;
  }
  std::set<std::string> seen;
  for (const std::string& value : values) {
    if (value.empty()) {
      findings.error(pointer, "has an empty value in " + inQuotes(format));
    } else if (triesToHoldComma(value)) {
      findings.error(pointer,
                     "has a value with a comma in " + inQuotes(format),
                     "values cannot hold commas; quotes and backslashes do not change that");
      return;
    } else if (!seen.insert(value).second) {
      findings.warning(pointer, "has the value " + inQuotes(value) + " twice");
    }
  }
  if (format.find(", ") != std::string::npos || format.find(" ,") != std::string::npos) {
    findings.note(pointer, "has blanks around commas", "Talkdesk's samples have none");
  }
}

void checkInput(const json& input, const std::string& pointer, Findings& findings) {
  checkKnownMembers(
      input, pointer, {"key", "name", "mandatory", "type", "format", "default"}, findings);
  checkName(input, pointer, "key", ".", findings);
  const std::optional<InputType> type = checkType(input, pointer, findings);
  const std::string* format = textOf(input, "format");
  const std::string place = below(pointer, "format");
  if (format != nullptr && checkBraces(*format, place, findings)) {
    checkProviders(*format, place, findings);
  }
  const bool values_elsewhere = format == nullptr && input.contains("format");
  if (type == InputType::Select && !values_elsewhere) {
    checkValues(format == nullptr ? "" : *format, place, findings);
  }
}

}  // namespace

void checkAction(const json& document, Findings& findings) {
  checkKnownMembers(
      document,
      "",
      {"$schema", "provider", "name", "display", "description", "endpoint", "inputs", "scoping"},
      findings);
  checkName(document, "", "name", "", findings);
  checkPhrase(document, "display", kDisplayMax, findings);
  checkPhrase(document, "description", kDescriptionMax, findings);
  if (const auto url = findMember(document, "endpoint")) {
    checkEndpoint(*url->value, "/endpoint", findings);
  }
  const auto inputs = findMember(document, "inputs");
  if (!inputs || !inputs->value->is_array()) {
    return;
  }
  Uniqueness keys("input", findings);
  for (std::size_t i = 0; i < inputs->value->size(); ++i) {
    const json& input = (*inputs->value)[i];
    const std::string pointer = below("/inputs", i);
    if (!input.is_object()) {
      continue;
    }
    checkInput(input, pointer, findings);
    const std::string* key = textOf(input, "key");
    keys.check(key == nullptr ? "" : *key, below(pointer, "key"));
  }
}

}  // namespace bailey::documents
