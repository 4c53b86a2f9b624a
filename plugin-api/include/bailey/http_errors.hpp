// What a CRM's status means when it is not the success an adapter wanted: the one table of it.
#pragma once

#include "bailey/errors.hpp"
#include "bailey/http.hpp"

#include <string>
#include <utility>

namespace bailey {

// By RFC 9110 §15 and RFC 6585 §4. An adapter whose CRM speaks otherwise (a 403 that means "too
// many requests") decides before it asks here.
inline Error::Code codeOf(int http_status) {
  switch (http_status) {
    case 400:
    case 413:
    case 414:
    case 415:
    case 422:
      return Error::Code::Rejected;
    case 401:
      return Error::Code::Unauthorized;
    case 403:
      return Error::Code::Forbidden;
    case 404:
    case 410:
      return Error::Code::NotFound;
    case 409:
    case 412:
    case 423:
      return Error::Code::Conflict;
    case 429:
      return Error::Code::RateLimited;
    default:  // 5xx, a redirect nobody follows, and what nobody expects
      return Error::Code::Unavailable;
  }
}

// `message` is for the person in Talkdesk; empty: the host has a sentence of its own.
inline Error errorOf(const HttpResponse& response, std::string message = {}) {
  return Error(codeOf(response.status()), std::move(message), response.retryAfter());
}

// Throws errorOf() unless the CRM said yes.
inline void requireSuccess(const HttpResponse& response) {
  if (!response.isSuccess()) {
    throw errorOf(response);
  }
}

}  // namespace bailey
