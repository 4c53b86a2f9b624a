#include "plugin_host/http_answer.h"

#include <utility>

namespace bailey::plugin_host {
namespace {

using upstream::Trouble;

bailey_str borrow(std::string_view text) {
  return {text.data(), text.size()};
}

bailey_status outcomeOf(Trouble trouble) {
  switch (trouble) {
    case Trouble::None:
      return BAILEY_OK;
    case Trouble::BadRequest:
      return BAILEY_INVALID_REQUEST;
    case Trouble::Throttled:
      return BAILEY_RATE_LIMITED;
    case Trouble::Timeout:
      return BAILEY_TIMEOUT;
    case Trouble::Cancelled:
      return BAILEY_CANCELLED;
    default:
      return BAILEY_UNAVAILABLE;
  }
}

}  // namespace

HttpAnswer::HttpAnswer(upstream::AnswerPtr answer)
    : bailey_http_answer{},
      answer_(std::move(answer)) {
  views_.reserve(answer_->fields.size());
  for (const http::Field& field : answer_->fields) {
    views_.push_back({borrow(field.name), borrow(field.value)});
  }
  size = sizeof(bailey_http_answer);
  outcome = outcomeOf(answer_->trouble);
  http_status = static_cast<std::uint32_t>(answer_->status);
  retry_after_s = answer_->retry_after_s;
  fields = views_.data();
  field_count = views_.size();
  body = borrow(answer_->body);
  message = borrow(upstream::messageOf(answer_->trouble));
}

const bailey_http_answer* HttpAnswer::give(upstream::AnswerPtr answer) {
  return new HttpAnswer(std::move(answer));  // takeBack() deletes it
}

void HttpAnswer::takeBack(const bailey_http_answer* answer) {
  delete static_cast<const HttpAnswer*>(answer);
}

bool mayHaveWritten(const upstream::Answer& answer) {
  switch (answer.trouble) {
    case Trouble::None:
      return answer.status < 300 || answer.status >= 500;
    case Trouble::Closed:
    case Trouble::BadAnswer:
    case Trouble::TooLarge:
    case Trouble::BadCoding:
    case Trouble::Timeout:
    case Trouble::Cancelled:
      return true;
    default:  // it never left
      return false;
  }
}

}  // namespace bailey::plugin_host
