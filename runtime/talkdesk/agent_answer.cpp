// Agent synchronization: one page of the CRM's users. (contract.md §6)
#include "talkdesk/operation_answers.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace bailey::talkdesk {
namespace {

namespace dom = simdjson::dom;

constexpr std::array<std::string_view, 2> kPageNames = {"agents", "next_offset"};
constexpr std::array<std::string_view, 3> kAgentNames = {"id", "name", "email"};

// The whole of `text` as a number, when it is one that fits.
std::optional<std::int64_t> wholeNumber(std::string_view text) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (text.empty() || result.ec != std::errc() || result.ptr != end) {
    return std::nullopt;
  }
  return value;
}

// An id that says the same as an integer: digits without a leading zero.
std::optional<std::int64_t> integerId(std::string_view id) {
  const bool is_exact = !id.starts_with('-') && (!id.starts_with('0') || id.size() == 1);
  return is_exact ? wholeNumber(id) : std::nullopt;
}

void writeAgent(dom::element element,
                std::size_t index,
                const Dialect& dialect,
                JsonWriter& json,
                AnswerNotes& notes) {
  dom::object object;
  if (element.get(object) != simdjson::SUCCESS) {
    notes.drop("agents", index, "is not an object");
    return;
  }
  const auto members = pickMembers(object, kAgentNames);
  ScalarText id;
  ScalarText name_text;
  ScalarText email_text;
  if (!readId(members[0], id)) {
    notes.drop("agents", index, "has no usable id");
    return;
  }
  if (members[2]) {
    email_text.readTextOrInteger(*members[2]);
  }
  const std::string_view email = trimmed(email_text.view());
  if (email.empty()) {
    notes.drop("agents", index, "has no usable email");
    return;
  }
  if (members[1] && !name_text.readTextOrInteger(*members[1])) {
    notes.omit("agents", index, "name");
  }
  const std::string_view name = trimmed(name_text.view());
  const auto integer = dialect.agent_ids_as_integers ? integerId(id.view()) : std::nullopt;
  json.beginObject();
  if (integer) {
    json.name("id");
    json.integer(*integer);
  } else {
    json.member("id", id.view());
  }
  json.member("name", name.empty() ? email : name);
  json.member("email", email);
  json.endObject();
}

MaybeBreach writeNextOffset(const std::optional<dom::element>& element,
                            const RequestFacts& facts,
                            JsonWriter& json) {
  ScalarText text;
  if (!element) {
    return std::nullopt;
  }
  if (!text.readTextOrInteger(*element)) {
    return Breach{"next_offset is not an integer"};
  }
  const std::string_view digits = trimmed(text.view());
  if (digits.empty()) {
    return std::nullopt;
  }
  const auto next = wholeNumber(digits);
  if (!next) {
    return Breach{"next_offset is not an integer"};
  }
  if (*next < 0) {
    return Breach{"next_offset is negative"};
  }
  if (next == wholeNumber(trimmed(facts.offset))) {
    return Breach{"next_offset is the offset of this very page"};
  }
  json.name("next_offset");
  json.integer(*next);
  return std::nullopt;
}

}  // namespace

MaybeBreach writeAgentAnswer(dom::element root,
                             const Dialect& dialect,
                             const RequestFacts& facts,
                             Answer& answer) {
  dom::object page;
  if (root.get(page) != simdjson::SUCCESS) {
    return Breach{"the answer is not an object"};
  }
  const auto members = pickMembers(page, kPageNames);
  dom::array agents;
  if (!members[0] || members[0]->get(agents) != simdjson::SUCCESS) {
    return Breach{"agents is not a list"};
  }
  AnswerNotes notes(answer);
  JsonWriter json(answer.body);
  json.beginObject();
  json.name("agents");
  json.beginArray();
  std::size_t index = 0;
  for (const dom::element agent : agents) {
    writeAgent(agent, index, dialect, json, notes);
    ++index;
  }
  json.endArray();
  if (auto breach = writeNextOffset(members[1], facts, json)) {
    return breach;
  }
  json.endObject();
  return std::nullopt;
}

}  // namespace bailey::talkdesk
