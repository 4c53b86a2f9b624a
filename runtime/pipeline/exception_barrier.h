// Where exceptions end: whatever our own code throws while it serves a request costs that request a
// 500 and nothing else. (Plugins have a barrier of their own, in plugin_host.)
#pragma once

#include "pipeline/refusal_reply.h"

#include <exception>
#include <typeinfo>

namespace bailey::pipeline {

// The reply `make()` gives, or a 500 when it throws. Only the exception's type goes into `detail`:
// its text may hold anything.
template <typename Make>
Reply replyBehindBarrier(const Exchange& exchange, Make&& make) {
  Reply reply;
  try {
    return make();
  } catch (const std::exception& thrown) {
    reply.detail = typeid(thrown).name();
  } catch (...) {
    reply.detail = "an exception of no known type";
  }
  std::string detail = std::move(reply.detail);
  reply = refusalReply(exchange, talkdesk::Failure::Internal);
  reply.detail = "exception in the runtime: " + detail;
  return reply;
}

}  // namespace bailey::pipeline
