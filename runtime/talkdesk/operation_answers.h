// The part of AnswerWriter that differs by operation: each function writes `answer.body` from the
// plugin's parsed answer, or says which rule of the contract the plugin broke. The status is not
// theirs. Internal to this folder.
#pragma once

#include "talkdesk/answer_writer.h"
#include "talkdesk/json_reading.h"
#include "talkdesk/json_writer.h"

#include <simdjson.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::talkdesk {

using MaybeBreach = std::optional<Breach>;

// Collects what Answer::dropped and Answer::warnings report. `list` and `member` are names of the
// contract, `what` is a fixed text: no value and no name of the plugin's own gets in.
class AnswerNotes {
public:
  // `answer` outlives this.
  explicit AnswerNotes(Answer& answer) : answer_(answer) {}

  // A record was left out: "contacts[3] has no id, left out".
  void drop(std::string_view list, std::size_t index, std::string_view what);

  // A member of a record was left out: "contacts[3].title has the wrong kind, left out".
  void omit(std::string_view list,
            std::size_t index,
            std::string_view member,
            std::string_view what = "has the wrong kind");

  void warn(std::string text);

private:
  [[nodiscard]] bool isFull() const;

  Answer& answer_;
};

// An id: text that is not blank, or an integer. False when `element` is neither or absent.
bool readId(const std::optional<simdjson::dom::element>& element, ScalarText& id);

MaybeBreach writeAuthAnswer(simdjson::dom::element root, const Profile& profile, Answer& answer);

MaybeBreach writeContactAnswer(simdjson::dom::element root,
                               const RequestFacts& facts,
                               Answer& answer);

MaybeBreach writeInteractionAnswer(simdjson::dom::element root,
                                   const Profile& profile,
                                   const RequestFacts& facts,
                                   Answer& answer);

MaybeBreach writeAgentAnswer(simdjson::dom::element root,
                             const Dialect& dialect,
                             const RequestFacts& facts,
                             Answer& answer);

MaybeBreach writeActionAnswer(simdjson::dom::element root,
                              const RequestFacts& facts,
                              Answer& answer);

}  // namespace bailey::talkdesk
