// Interaction retrieval: what happened with one contact, newest first. (contract.md §4)
#include "talkdesk/date.h"
#include "talkdesk/operation_answers.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_set>
#include <utility>
#include <vector>

namespace bailey::talkdesk {
namespace {

namespace dom = simdjson::dom;

enum InteractionMember : std::size_t {
  Id,
  Subject,
  Description,
  Date,
  Url,
  Type,
  Priority,
  Status,
  InteractionMemberCount,
};

constexpr std::array<std::string_view, InteractionMemberCount> kNames = {
    "id", "subject", "description", "date", "url", "type", "priority", "status"};

constexpr std::array<std::string_view, 5> kPriorities = {"none", "low", "normal", "high", "urgent"};
constexpr std::array<std::string_view, 5> kStatuses = {
    "new", "open", "pending", "solved", "closed"};

char lowerAscii(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// Only ASCII letters are folded.
bool equalInAnyCase(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
    return lowerAscii(a) == lowerAscii(b);
  });
}

// The word of `words` that is `word` in any case; nothing when there is none.
template <typename Words>
std::optional<std::string_view> findWord(const Words& words, std::string_view word) {
  for (const std::string_view candidate : words) {
    if (equalInAnyCase(candidate, word)) {
      return candidate;
    }
  }
  return std::nullopt;
}

struct Interaction {
  Timestamp when;
  std::string id;
  std::string_view type;  // as spelled to Talkdesk
  std::array<std::optional<dom::element>, InteractionMemberCount> members;
  std::size_t index = 0;  // in the plugin's answer
};

std::optional<Timestamp> readDate(const std::optional<dom::element>& element) {
  std::string_view text;
  std::int64_t seconds = 0;
  if (element && element->get(text) == simdjson::SUCCESS) {
    return readTimestamp(text);
  }
  if (element && element->get(seconds) == simdjson::SUCCESS) {
    return timestampFromEpoch(seconds);
  }
  return std::nullopt;
}

// Takes the plugin's interactions in and keeps those Talkdesk asked for and can use.
class Selection {
public:
  Selection(const Profile& profile, const RequestFacts& facts, AnswerNotes& notes)
      : configured_(profile.interaction_types),
        facts_(facts),
        notes_(notes) {}

  void add(dom::element element, std::size_t index);

  std::vector<Interaction> newestFirst(std::size_t count_max);

private:
  enum class Demand : std::uint8_t { Wanted, Unwanted, Unknown };

  Demand judgeType(std::string_view& type) const;

  const std::vector<std::string>& configured_;
  const RequestFacts& facts_;
  AnswerNotes& notes_;
  std::vector<Interaction> interactions_;
  std::unordered_set<std::string> ids_;
};

// Says what becomes of an interaction of this type, and turns `type` into its spelling towards
// Talkdesk. Without configured types the request's own are taken; without either, any.
Selection::Demand Selection::judgeType(std::string_view& type) const {
  if (!configured_.empty()) {
    const auto spelling = findWord(configured_, type);
    if (!spelling) {
      return Demand::Unknown;
    }
    type = *spelling;
  }
  if (!facts_.interaction_types_given) {
    return Demand::Wanted;
  }
  const auto requested = findWord(facts_.interaction_types, type);
  if (!requested) {
    return Demand::Unwanted;
  }
  if (configured_.empty()) {
    type = *requested;
  }
  return Demand::Wanted;
}

void Selection::add(dom::element element, std::size_t index) {
  const auto drop = [&](std::string_view why) {
    notes_.drop("interactions", index, why);
  };
  dom::object object;
  if (element.get(object) != simdjson::SUCCESS) {
    return drop("is not an object");
  }
  Interaction interaction;
  interaction.members = pickMembers(object, kNames);
  interaction.index = index;
  const auto& members = interaction.members;
  if (!members[Type] || members[Type]->get(interaction.type) != simdjson::SUCCESS ||
      trimmed(interaction.type).empty()) {
    return drop("has no usable type");
  }
  interaction.type = trimmed(interaction.type);
  const Demand demand = judgeType(interaction.type);
  if (demand == Demand::Unknown) {
    return drop("has a type that is not configured");
  }
  if (demand == Demand::Unwanted) {
    return;
  }
  ScalarText id;
  if (!readId(members[Id], id)) {
    return drop("has no usable id");
  }
  const auto when = readDate(members[Date]);
  if (!when) {
    return drop("has no readable date");
  }
  if (ids_.emplace(id.view()).second) {
    interaction.id = id.view();
    interaction.when = *when;
    interactions_.push_back(std::move(interaction));
  }
}

std::vector<Interaction> Selection::newestFirst(std::size_t count_max) {
  std::stable_sort(
      interactions_.begin(),
      interactions_.end(),
      [](const Interaction& left, const Interaction& right) { return left.when > right.when; });
  if (interactions_.size() > count_max) {
    interactions_.erase(interactions_.begin() + static_cast<std::ptrdiff_t>(count_max),
                        interactions_.end());
  }
  return std::move(interactions_);
}

// The member's text, trimmed, or empty.
std::string_view readText(const Interaction& interaction,
                          InteractionMember member,
                          ScalarText& text,
                          AnswerNotes& notes) {
  const auto& element = interaction.members[member];
  if (!element) {
    return {};
  }
  if (!text.readTextOrInteger(*element)) {
    notes.omit("interactions", interaction.index, kNames[member]);
    return {};
  }
  return trimmed(text.view());
}

void writeText(const Interaction& interaction,
               InteractionMember member,
               JsonWriter& json,
               AnswerNotes& notes) {
  ScalarText text;
  const std::string_view value = readText(interaction, member, text, notes);
  if (!value.empty()) {
    json.member(kNames[member], value);
  }
}

void writeWord(const Interaction& interaction,
               InteractionMember member,
               const std::array<std::string_view, 5>& words,
               JsonWriter& json,
               AnswerNotes& notes) {
  ScalarText text;
  const std::string_view value = readText(interaction, member, text, notes);
  if (value.empty()) {
    return;
  }
  if (const auto word = findWord(words, value)) {
    json.member(kNames[member], *word);
  } else {
    notes.omit(
        "interactions", interaction.index, kNames[member], "is not one of the allowed words");
  }
}

void writeInteraction(const Interaction& interaction,
                      DateStyle style,
                      JsonWriter& json,
                      AnswerNotes& notes) {
  ScalarText subject_text;
  const std::string_view subject = readText(interaction, Subject, subject_text, notes);
  std::string date;
  appendTimestamp(date, interaction.when, style);
  json.beginObject();
  json.member("id", interaction.id);
  // The subject is mandatory, but an interaction without one is still worth showing.
  json.member("subject", subject.empty() ? interaction.type : subject);
  writeText(interaction, Description, json, notes);
  json.member("date", date);
  writeText(interaction, Url, json, notes);
  json.member("type", interaction.type);
  writeWord(interaction, Priority, kPriorities, json, notes);
  writeWord(interaction, Status, kStatuses, json, notes);
  json.endObject();
}

}  // namespace

MaybeBreach writeInteractionAnswer(dom::element root,
                                   const Profile& profile,
                                   const RequestFacts& facts,
                                   Answer& answer) {
  dom::array list;
  if (root.get(list) != simdjson::SUCCESS) {
    return Breach{"the answer is not a list"};
  }
  AnswerNotes notes(answer);
  Selection selection(profile, facts, notes);
  std::size_t index = 0;
  for (const dom::element element : list) {
    selection.add(element, index);
    ++index;
  }
  const DateStyle style = profile.dialect.iso_dates ? DateStyle::Iso8601 : DateStyle::Talkdesk;
  JsonWriter json(answer.body);
  json.beginArray();
  for (const Interaction& interaction : selection.newestFirst(profile.dialect.interactions_max)) {
    writeInteraction(interaction, style, json, notes);
  }
  json.endArray();
  return std::nullopt;
}

}  // namespace bailey::talkdesk
