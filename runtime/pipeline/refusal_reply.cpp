#include "pipeline/refusal_reply.h"

#include "bailey/json.hpp"

#include <utility>

namespace bailey::pipeline {

Reply replyFrom(const talkdesk::Refusal& refusal) {
  Reply reply;
  reply.status = refusal.status;
  reply.body = talkdesk::errorBody(refusal);
  reply.failure = refusal.failure;
  reply.retry_after_s = refusal.retry_after_s;
  return reply;
}

Reply unparsedReply(int status, std::string_view code) {
  Reply reply;
  reply.status = status;
  JsonWriter(reply.body)
      .beginObject()
      .member("message", "This is not a request that can be read")
      .member("code", code)
      .end();
  return reply;
}

Reply refusalReply(const Exchange& exchange,
                   talkdesk::Failure failure,
                   std::string message,
                   std::optional<int> retry_after_s) {
  if (exchange.integration == nullptr || exchange.operation == talkdesk::Operation::Unset) {
    return replyFrom(talkdesk::refuse(failure, std::move(message), retry_after_s));
  }
  const talkdesk::Profile& profile = exchange.integration->settings.profile;
  return replyFrom(talkdesk::refuse(failure,
                                    exchange.operation,
                                    profile.dialect,
                                    profile.authentication_type,
                                    std::move(message),
                                    retry_after_s));
}

}  // namespace bailey::pipeline
