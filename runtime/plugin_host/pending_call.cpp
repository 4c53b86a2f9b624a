#include "plugin_host/pending_call.h"

#include "plugin_host/crash_note.h"
#include "plugin_host/host_services.h"
#include "plugin_host/http_answer.h"

#include <algorithm>
#include <utility>

namespace bailey::plugin_host {

PendingCall::PendingCall(const Parts& parts,
                         const PluginCall& call,
                         std::size_t answer_bytes_max,
                         Done done)
    : parts_(parts),
      frame_(call, answer_bytes_max),
      deadline_(call.deadline),
      done_(std::move(done)),
      number_(parts_.services.calls().begin(
          {call.request_id, &call.cancelled, call.deadline, &frame_, this})) {
  frame_.setNumber(number_);
}

std::optional<PluginAnswer> PendingCall::start() {
  inPlugin([this] {
    const bailey_status status =
        parts_.entry.handle(parts_.instance, &frame_.request(), &frame_.response());
    if (status != BAILEY_PENDING) {
      status_ = status;  // it did not wait for anything
    }
  });
  return isOver() ? std::optional(takeAnswer()) : std::nullopt;
}

void PendingCall::cancel() {
  const auto self = shared_from_this();
  while (!asked_.empty()) {
    parts_.client.cancel(*asked_.begin());
  }
}

void PendingCall::ask(std::shared_ptr<const upstream::Gateway> gateway,
                      upstream::Request request,
                      bailey_http_done done,
                      void* cookie) {
  const bool is_write = !request.mayRepeat();
  const auto call = std::make_shared<upstream::Client::CallId>(0);
  *call = parts_.client.start(
      std::move(gateway),
      std::move(request),
      deadline_,
      [self = shared_from_this(), call, is_write, done, cookie](upstream::AnswerPtr answer) {
        self->asked_.erase(*call);
        if (is_write && mayHaveWritten(*answer)) {
          self->frame_.noteWrite();
        }
        const bailey_http_answer* given = HttpAnswer::give(std::move(answer));
        self->inPlugin([&] { done(cookie, given); });
        if (self->isOver()) {
          self->done_(self->takeAnswer());
        }
      });
  asked_.insert(*call);
}

void PendingCall::complete(bailey_status status) {
  if (status_ == BAILEY_PENDING) {
    status_ = status;
  }
}

// Answers are taken only behind this, when the plugin is off the stack: its code may be unmapped as
// soon as nobody waits for it.
template <typename Act>
void PendingCall::inPlugin(Act&& act) {
  const auto begin = event::Clock::now();
  try {
    const InPlugin here(parts_.whose, "handle");
    act();
  } catch (...) {  // the plugin broke the rule that nothing is thrown through the ABI
    threw_ = true;
  }
  longest_hold_ = std::max(longest_hold_, event::Clock::now() - begin);
}

bool PendingCall::isOver() const {
  return !answered_ && (status_ != BAILEY_PENDING || threw_ || asked_.empty());
}

PluginAnswer PendingCall::takeAnswer() {
  answered_ = true;
  parts_.services.calls().end(number_);
  PluginAnswer answer;
  if (threw_) {
    answer = CallFrame::misbehaved(kThrew);
  } else if (status_ == BAILEY_PENDING) {
    answer = CallFrame::misbehaved("says it will answer later, but waits for nothing");
  } else {
    answer = frame_.answer(status_);
  }
  answer.longest_hold = longest_hold_;
  return answer;
}

}  // namespace bailey::plugin_host
