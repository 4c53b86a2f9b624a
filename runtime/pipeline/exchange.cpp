#include "pipeline/exchange.h"

#include "pipeline/refusal_reply.h"
#include "plugin_host/pending_call.h"

#include <cstring>
#include <utility>

namespace bailey::pipeline {

Exchange::~Exchange() {
  wipeBody();
}

void Exchange::wipeBody() {
  explicit_bzero(body.data(), body.size());
  body.clear();
}

void Exchange::replaceBody(std::string next) {
  wipeBody();
  body = std::move(next);
  body.reserve(body.size() + kBodyPadding);
}

void Exchange::reset() {
  head = nullptr;
  certificate = nullptr;
  request_id.clear();
  lease.reset();
  integration = nullptr;
  operation = talkdesk::Operation::Unset;
  action = nullptr;
  path_secret = {};
  wipeBody();
  body_bytes = 0;
  deadline = {};
  facts = {};
  is_claimed = false;
  reply = {};
  cancelled.store(false, std::memory_order_relaxed);
  pending.reset();
}

void Exchange::cancel() {
  cancelled.store(true, std::memory_order_relaxed);
  if (pending != nullptr && !is_claimed) {
    const auto call = pending;
    call->cancel();
  }
}

void Exchange::refuse(talkdesk::Failure failure, std::string message) {
  reply = refusalReply(*this, failure, std::move(message));
}

}  // namespace bailey::pipeline
