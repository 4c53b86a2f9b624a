#include "talkdesk/failure.h"

#include "talkdesk/json_writer.h"
#include "talkdesk/message_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace bailey::talkdesk {
namespace {

constexpr int kRetryAfterMin = 1;
constexpr int kBackInServiceAfter = 30;  // at best: somebody has to do something first

struct Row {
  Failure failure;
  std::string_view code;
  int status;  // of a synchronization or retrieval; statusOf() has what differs elsewhere
  std::string_view sentence;
};

// In the order of Failure, so that the failure is the index.
constexpr std::array kRows = {
    Row{Failure::Unset, "unset", 500, "The bridge failed to answer."},
    Row{Failure::UnknownRoute,
        "unknown_route",
        404,
        "There is nothing at this address. Check the endpoint in the integration's configuration."},
    Row{Failure::MethodNotAllowed, "method_not_allowed", 405, "Only POST is answered here."},
    Row{Failure::MalformedRequest, "malformed_request", 400, "The request could not be read."},
    Row{Failure::MissingCredential,
        "missing_credential",
        401,
        "A mandatory field of the connection settings is missing. Fill it in and connect again."},
    Row{Failure::MissingInput, "missing_input", 400, "A mandatory input of the action is missing."},
    Row{Failure::InvalidInput, "invalid_input", 400, "An input of the action is not of its type."},
    Row{Failure::PayloadTooLarge, "payload_too_large", 413, "The request is too large."},
    Row{Failure::UnsupportedMediaType,
        "unsupported_media_type",
        415,
        "The request must be sent without a content encoding."},
    Row{Failure::Overloaded, "overloaded", 503, "The bridge is busy. Try again in a moment."},
    Row{Failure::OutOfService,
        "out_of_service",
        503,
        "This integration is out of service at the moment. Try again later."},
    Row{Failure::DeadlineExceeded,
        "deadline_exceeded",
        504,
        "The external service did not answer in time."},
    Row{Failure::PluginMisbehaved, "plugin_misbehaved", 500, "The bridge failed to answer."},
    Row{Failure::InvalidRequest,
        "invalid_request",
        400,
        "The external service could not make sense of the request."},
    Row{Failure::Unauthorized,
        "unauthorized",
        401,
        "The external service did not accept the credentials. Check them and connect again."},
    Row{Failure::Forbidden,
        "forbidden",
        400,
        "The external service does not allow this with these credentials."},
    Row{Failure::NotFound, "not_found", 400, "The external service does not know this record."},
    Row{Failure::Conflict,
        "conflict",
        400,
        "The external service holds a record that contradicts this one."},
    Row{Failure::Rejected, "rejected", 400, "The external service did not accept the data."},
    Row{Failure::RateLimited,
        "rate_limited",
        503,
        "The external service asks for fewer requests. Try again later."},
    Row{Failure::Unavailable,
        "unavailable",
        502,
        "The external service cannot be reached or does not work. Try again later."},
    Row{Failure::NotSupported,
        "not_supported",
        404,
        "This integration does not offer this operation."},
    Row{Failure::Internal, "internal", 500, "The bridge failed to answer."},
};

constexpr bool isInOrder() {
  for (std::size_t at = 0; at < kRows.size(); ++at) {
    if (static_cast<std::size_t>(kRows[at].failure) != at) {
      return false;
    }
  }
  return kRows.back().failure == Failure::Internal;
}

static_assert(isInOrder(), "a failure without a row, or a row out of place");

const Row& rowOf(Failure failure) {
  const auto at = static_cast<std::size_t>(failure);
  return at < kRows.size() ? kRows[at] : kRows.front();
}

// What the strict reading of "401 otherwise" covers: the credentials were not proven, whoever's
// fault that is. What went wrong before the CRM was asked, or inside the bridge, keeps its own
// status. A deadline counts as the CRM's, which is what passes nearly all of them.
bool isUnprovenCredential(Failure failure) {
  switch (failure) {
    case Failure::MissingCredential:
    case Failure::DeadlineExceeded:
    case Failure::InvalidRequest:
    case Failure::Unauthorized:
    case Failure::Forbidden:
    case Failure::NotFound:
    case Failure::Conflict:
    case Failure::Rejected:
    case Failure::RateLimited:
    case Failure::Unavailable:
      return true;
    default:
      return false;
  }
}

int authValidationStatus(Failure failure, const Dialect& dialect) {
  if (failure == Failure::Forbidden || (dialect.strict_401 && isUnprovenCredential(failure))) {
    return 401;
  }
  return rowOf(failure).status;
}

int actionStatus(Failure failure, const Dialect& dialect, AuthenticationType authentication_type) {
  switch (failure) {
    case Failure::MissingCredential:
      return 400;
    case Failure::Unauthorized:
      // With oauth2 a 401 makes Talkdesk refresh the token and repeat the action.
      return isOAuth(authentication_type) || dialect.action_unauthorized_as_401 ? 401 : 400;
    case Failure::DeadlineExceeded:
    case Failure::RateLimited:
    case Failure::Unavailable:
      return dialect.action_failures_as_5xx ? rowOf(failure).status : 400;
    default:
      return rowOf(failure).status;
  }
}

int statusOf(Failure failure,
             Operation operation,
             const Dialect& dialect,
             AuthenticationType authentication_type) {
  switch (operation) {
    case Operation::AuthValidation:
      return authValidationStatus(failure, dialect);
    case Operation::Action:
      return actionStatus(failure, dialect, authentication_type);
    default:
      return rowOf(failure).status;
  }
}

Refusal makeRefusal(Failure failure,
                    int status,
                    std::string_view message,
                    std::optional<int> retry_after_s) {
  Refusal refusal;
  refusal.failure = failure;
  refusal.status = status;
  refusal.message = cleanMessage(message);
  if (refusal.message.empty()) {
    refusal.message = rowOf(failure).sentence;
  }
  if (status == 503) {
    refusal.retry_after_s =
        std::max(retry_after_s.value_or(0),
                 failure == Failure::OutOfService ? kBackInServiceAfter : kRetryAfterMin);
  }
  return refusal;
}

}  // namespace

std::string_view codeOf(Failure failure) {
  return rowOf(failure).code;
}

bool isDoubtful(Failure failure) {
  switch (failure) {
    case Failure::DeadlineExceeded:
    case Failure::PluginMisbehaved:
    case Failure::Unavailable:
    case Failure::Internal:
      return true;
    default:
      return false;
  }
}

// `message` comes by value in the interface, for callers that build one; it is copied while
// cleaned. NOLINTNEXTLINE(performance-unnecessary-value-param)
Refusal refuse(Failure failure,
               Operation operation,
               const Dialect& dialect,
               AuthenticationType authentication_type,
               std::string message,
               std::optional<int> retry_after_s) {
  return makeRefusal(
      failure, statusOf(failure, operation, dialect, authentication_type), message, retry_after_s);
}

// NOLINTNEXTLINE(performance-unnecessary-value-param)
Refusal refuse(Failure failure, std::string message, std::optional<int> retry_after_s) {
  return makeRefusal(failure, rowOf(failure).status, message, retry_after_s);
}

std::string errorBody(const Refusal& refusal) {
  std::string body;
  body.reserve(refusal.message.size() + 64);
  JsonWriter json(body);
  json.beginObject();
  json.member("message", refusal.message);
  json.member("code", codeOf(refusal.failure));
  json.endObject();
  return body;
}

}  // namespace bailey::talkdesk
