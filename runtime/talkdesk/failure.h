// Everything that can go wrong with a request, and the one table that says what Talkdesk sees of
// it. (contract.md §1.3, N3, N4)
#pragma once

#include "talkdesk/operation.h"
#include "talkdesk/profile.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::talkdesk {

// Why a request has no good answer. The first group is found by the runtime, the second is told by
// the plugin about its CRM.
enum class Failure : std::uint8_t {
  Unset = 0,
  // found by the runtime
  UnknownRoute,          // 404: no such integration, action or operation, or a wrong caller secret
  MethodNotAllowed,      // 405 + Allow: POST
  MalformedRequest,      // 400: not JSON, not an object, a member of the wrong kind
  MissingCredential,     // 401 (action 400): a mandatory auth field is absent or empty
  MissingInput,          // 400: a mandatory action input is absent or empty
  InvalidInput,          // 400: an action input is not of its type
  PayloadTooLarge,       // 413
  UnsupportedMediaType,  // 415: Content-Encoding other than identity
  Overloaded,            // 503 + Retry-After: this bridge or this integration is at its limit
  OutOfService,          // 503 + Retry-After: an operator, or a plugin that fails, took it out
  DeadlineExceeded,      // 504 (action 400, by switch 504)
  PluginMisbehaved,      // 500: threw, answered outside the contract, or returned nonsense
  // told by the plugin
  InvalidRequest,  // 400
  Unauthorized,    // 401 (custom action 400, by switch 401)
  Forbidden,     // 403 is documented nowhere: treated as Unauthorized for auth validation, else 400
  NotFound,      // 404 is an unknown route; a missing record upstream is 400 with its message
  Conflict,      // 400
  Rejected,      // 400: the CRM refused the content
  RateLimited,   // 503 + Retry-After (action 400, by switch 503)
  Unavailable,   // 502 (action 400, by switch 502)
  NotSupported,  // 404
  Internal,      // 500
};

// One word for logs, metrics and the `code` member of an error body: "unknown_route", ...
std::string_view codeOf(Failure failure);

// Whether the CRM may have done what was asked although nobody knows: the same request once more
// could do it twice. False where it is certain that nothing was done. (contract.md §5; N7)
bool isDoubtful(Failure failure);

// What Talkdesk gets instead of an answer.
struct Refusal {
  Failure failure = Failure::Unset;
  int status = 500;
  std::string message;               // for people; never a credential, never an upstream dump
  std::optional<int> retry_after_s;  // becomes the Retry-After header
};

// The table of contract.md §1.3. An empty `message` gets the failure's standard sentence; a given
// one is cut to 200 characters (whole UTF-8 characters) and freed of control characters.
// `retry_after_s` is kept only where the status is 503, and is at least 1 there; of what is out of
// service at least 30.
Refusal refuse(Failure failure,
               Operation operation,
               const Dialect& dialect,
               AuthenticationType authentication_type,
               std::string message = {},
               std::optional<int> retry_after_s = {});

// The same for a request whose integration is not known (yet): no switches apply.
Refusal refuse(Failure failure, std::string message = {}, std::optional<int> retry_after_s = {});

// {"message":"...","code":"..."}
std::string errorBody(const Refusal& refusal);

}  // namespace bailey::talkdesk
