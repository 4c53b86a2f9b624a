// Action execution: what was made, and a sentence about it. (contract.md §5)
#include "talkdesk/credential_guard.h"
#include "talkdesk/operation_answers.h"

#include <array>

namespace bailey::talkdesk {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kMessage = "message";
constexpr std::array<std::string_view, 5> kNames = {kMessage,
                                                    "external_id",
                                                    "contact_external_id",
                                                    "contact_external_type",
                                                    "contact_external_url"};

}  // namespace

MaybeBreach writeActionAnswer(dom::element root, const RequestFacts& facts, Answer& answer) {
  JsonWriter json(answer.body);
  json.beginObject();
  if (!root.is_null()) {
    dom::object result;
    if (root.get(result) != simdjson::SUCCESS) {
      return Breach{"the answer is not an object"};
    }
    const auto members = pickMembers(result, kNames);
    AnswerNotes notes(answer);
    for (std::size_t at = 0; at < kNames.size(); ++at) {
      ScalarText value;
      if (!members[at]) {
        continue;
      }
      if (!value.readTextOrInteger(*members[at])) {
        notes.warn(std::string(kNames[at]) + " has the wrong kind, left out");
      } else if (!trimmed(value.view()).empty()) {
        json.member(kNames[at],
                    kNames[at] == kMessage ? withoutCredentials(value.view(), facts.body)
                                           : std::string(value.view()));
      }
    }
  }
  json.endObject();
  return std::nullopt;
}

}  // namespace bailey::talkdesk
