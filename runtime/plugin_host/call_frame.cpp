#include "plugin_host/call_frame.h"

#include <chrono>
#include <utility>

namespace bailey::plugin_host {
namespace {

using talkdesk::Failure;

constexpr std::size_t kMessageBytesMax = 4 * 1024;

bailey_str borrow(std::string_view text) {
  return {text.data(), text.size()};
}

bailey_operation abiOperation(talkdesk::Operation operation) {
  static_assert(static_cast<int>(talkdesk::Operation::AuthValidation) == BAILEY_AUTH_VALIDATION);
  static_assert(static_cast<int>(talkdesk::Operation::Action) == BAILEY_ACTION);
  return static_cast<bailey_operation>(operation);
}

// nothing for a status that is not an error at all
std::optional<Failure> failureOf(bailey_status status) {
  switch (status) {
    case BAILEY_INVALID_REQUEST:
      return Failure::InvalidRequest;
    case BAILEY_UNAUTHORIZED:
      return Failure::Unauthorized;
    case BAILEY_FORBIDDEN:
      return Failure::Forbidden;
    case BAILEY_NOT_FOUND:
      return Failure::NotFound;
    case BAILEY_CONFLICT:
      return Failure::Conflict;
    case BAILEY_REJECTED:
      return Failure::Rejected;
    case BAILEY_RATE_LIMITED:
      return Failure::RateLimited;
    case BAILEY_UNAVAILABLE:
      return Failure::Unavailable;
    case BAILEY_TIMEOUT:
    case BAILEY_CANCELLED:
      return Failure::DeadlineExceeded;
    case BAILEY_NOT_SUPPORTED:
      return Failure::NotSupported;
    case BAILEY_INTERNAL:
      return Failure::Internal;
    default:
      return std::nullopt;
  }
}

}  // namespace

CallFrame::CallFrame(const PluginCall& call, std::size_t answer_bytes_max)
    : json_(answer_bytes_max),
      message_(kMessageBytesMax),
      json_sink_(json_.sink()),
      message_sink_(message_.sink()),
      request_{
          sizeof(bailey_request),
          abiOperation(call.operation),
          0,
          borrow(call.action),
          borrow(call.request_id),
          borrow(call.body),
          std::chrono::duration_cast<std::chrono::nanoseconds>(call.deadline.time_since_epoch())
              .count()},
      response_{sizeof(bailey_response), 0, &json_sink_, &message_sink_} {}

PluginAnswer CallFrame::misbehaved(std::string_view what) {
  PluginAnswer answer;
  answer.failure = Failure::PluginMisbehaved;
  answer.misbehaviour = what;
  return answer;
}

PluginAnswer CallFrame::answer(bailey_status status) {
  if (json_.overflowed) {
    return misbehaved("wrote a larger answer than is allowed");
  }
  PluginAnswer answer;
  answer.failure = failureOf(status);
  if (status != BAILEY_OK && !answer.failure) {
    return misbehaved("returned a status that is none");
  }
  // Talkdesk repeats what it gets a 401 for, once it has a new token: the write would be done
  // twice.
  if (answer.failure == Failure::Unauthorized && wrote_.load(std::memory_order_relaxed)) {
    answer.failure = Failure::Unavailable;
  }
  answer.json = std::move(json_.text);
  answer.message = std::move(message_.text);
  answer.retry_after_s = response_.retry_after_s;
  return answer;
}

}  // namespace bailey::plugin_host
