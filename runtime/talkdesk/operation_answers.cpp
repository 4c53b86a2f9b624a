#include "talkdesk/operation_answers.h"

#include <utility>

namespace bailey::talkdesk {
namespace {

constexpr std::size_t kWarningsMax = 8;

std::string place(std::string_view list, std::size_t index) {
  return std::string(list).append("[").append(std::to_string(index)).append("]");
}

}  // namespace

bool AnswerNotes::isFull() const {
  return answer_.warnings.size() >= kWarningsMax;
}

void AnswerNotes::warn(std::string text) {
  if (!isFull()) {
    answer_.warnings.push_back(std::move(text));
  }
}

void AnswerNotes::drop(std::string_view list, std::size_t index, std::string_view what) {
  ++answer_.dropped;
  if (!isFull()) {
    warn(place(list, index).append(" ").append(what).append(", left out"));
  }
}

void AnswerNotes::omit(std::string_view list,
                       std::size_t index,
                       std::string_view member,
                       std::string_view what) {
  if (!isFull()) {
    warn(place(list, index)
             .append(".")
             .append(member)
             .append(" ")
             .append(what)
             .append(", left out"));
  }
}

bool readId(const std::optional<simdjson::dom::element>& element, ScalarText& id) {
  return element && id.readTextOrInteger(*element) && !trimmed(id.view()).empty();
}

}  // namespace bailey::talkdesk
