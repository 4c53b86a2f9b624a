#include "simulator/interaction_rules.h"

#include "simulator/answer_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace bailey::simulator {
namespace {

constexpr Rule kArray{"4", "the answer is an array of objects, not an object around it"};
constexpr Rule kId{"4", "each interaction has an id, a non-empty string"};
constexpr Rule kIdUnique{"4", "an interaction's id is unique in the answer"};
constexpr Rule kText{"4", "each interaction has subject, date and type, non-empty strings"};
constexpr Rule kOptionalText{"4", "description and url are absent or strings"};
constexpr Rule kDate{"4", "date has the form 2012-11-21 17:53:51 UTC"};
constexpr Rule kPriority{"4", "priority is absent or none, low, normal, high or urgent"};
constexpr Rule kStatus{"4", "status is absent or new, open, pending, solved or closed"};
constexpr Rule kType{"4", "type is one of those asked for"};

// A member that is one of a few words.
struct Enumeration {
  const char* key = "";
  std::array<std::string_view, 5> words;
  Rule rule;
};

constexpr Enumeration kPriorities{
    "priority", {"none", "low", "normal", "high", "urgent"}, kPriority};
constexpr Enumeration kStatuses{"status", {"new", "open", "pending", "solved", "closed"}, kStatus};

void checkWord(const nlohmann::json& item,
               const std::string& at,
               const Enumeration& allowed,
               Findings& findings) {
  const auto member = item.find(allowed.key);
  if (member == item.end()) {
    return;
  }
  if (!member->is_string()) {
    findings.broken(allowed.rule, describeMember(item, allowed.key, at), item);
    return;
  }
  const auto& word = member->get_ref<const std::string&>();
  if (std::find(allowed.words.begin(), allowed.words.end(), word) == allowed.words.end()) {
    findings.broken(allowed.rule, at + "." + allowed.key + " is \"" + word + "\"", item);
  }
}

// REQUIRES: `count` digits at `at`
int numberAt(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  std::from_chars(text.data() + at, text.data() + at + count, number);
  return number;
}

void checkInteraction(const nlohmann::json& item,
                      const std::string& at,
                      const std::set<std::string>& asked_types,
                      Interactions& found,
                      Findings& findings) {
  if (!item.is_object()) {
    findings.broken(kArray, at + " is " + std::string(kindOf(item)), item);
    return;
  }
  const auto id = requiredText(item, "id", at, kId, findings);
  requiredText(item, "subject", at, kText, findings);
  const auto date = requiredText(item, "date", at, kText, findings);
  const auto type = requiredText(item, "type", at, kText, findings);
  checkOptionalText(item, "description", at, kOptionalText, findings);
  checkOptionalText(item, "url", at, kOptionalText, findings);
  checkWord(item, at, kPriorities, findings);
  checkWord(item, at, kStatuses, findings);
  if (date && !isContractDate(*date)) {
    findings.broken(kDate, at + ".date is \"" + *date + "\"", item);
  }
  if (id && !found.ids.insert(*id).second) {
    findings.broken(kIdUnique, at + ".id came before", item);
  }
  if (type && !asked_types.empty() && !asked_types.contains(*type)) {
    findings.broken(kType, at + ".type is \"" + *type + "\"", item);
  }
  if (type) {
    found.types.insert(*type);
  }
}

}  // namespace

Interactions checkInteractions(const nlohmann::json& answer,
                               const std::set<std::string>& asked_types,
                               Findings& findings) {
  Interactions found;
  if (!answer.is_array()) {
    findings.broken(kArray, "the answer is " + std::string(kindOf(answer)), answer);
    return found;
  }
  for (std::size_t i = 0; i < answer.size(); ++i) {
    checkInteraction(answer[i], "[" + std::to_string(i) + "]", asked_types, found, findings);
  }
  return found;
}

bool isContractDate(std::string_view text) {
  static constexpr std::string_view kForm = "dddd-dd-dd dd:dd:dd UTC";
  if (text.size() != kForm.size()) {
    return false;
  }
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool is_right = kForm[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == kForm[i];
    if (!is_right) {
      return false;
    }
  }
  const std::chrono::year_month_day day{
      std::chrono::year(numberAt(text, 0, 4)),
      std::chrono::month(static_cast<unsigned int>(numberAt(text, 5, 2))),
      std::chrono::day(static_cast<unsigned int>(numberAt(text, 8, 2)))};
  // 60: a leap second.
  return day.ok() && numberAt(text, 11, 2) < 24 && numberAt(text, 14, 2) < 60 &&
         numberAt(text, 17, 2) <= 60;
}

}  // namespace bailey::simulator
