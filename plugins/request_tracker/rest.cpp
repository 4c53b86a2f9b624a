#include "rest.h"

#include "plain_text.h"

#include "bailey/http_errors.hpp"

#include <utility>

namespace bailey::request_tracker {
namespace {

// RT's own words in an answer such as {"message": "..."}; empty when there are none.
std::string reasonOf(const HttpResponse& response) {
  try {
    const JsonDocument document(response.body());
    const std::string_view message = document["message"].string();
    return message == "Forbidden" ? std::string() : sentenceOf(message);
  } catch (const Error&) {
    return {};  // an empty body, or a page of a proxy
  }
}

std::string advice(Error::Code code) {
  switch (code) {
    case Error::Code::Forbidden:
      return "Request Tracker does not allow this to the account: give it the right in RT.";
    case Error::Code::NotFound:
      return "Request Tracker does not have this record.";
    case Error::Code::RateLimited:
      return "Request Tracker asks to be left alone for a moment: try again later.";
    case Error::Code::Unavailable:
      return "Request Tracker does not work at the moment: try again later.";
    default:
      return "Request Tracker refused this.";
  }
}

// `what` may be empty.
Error failureOf(const HttpResponse& response,
                const Credentials& credentials,
                std::string_view what) {
  const Error::Code code = codeOf(response.status());
  if (code == Error::Code::Unauthorized) {
    return errorOf(response, credentials.refusal());
  }
  std::string message = what.empty() ? std::string() : std::string(what) + ": ";
  const bool is_known = code == Error::Code::Unavailable || code == Error::Code::NotFound;
  const std::string reason = is_known ? std::string() : reasonOf(response);
  message += reason.empty() ? advice(code) : reason;
  return errorOf(response, std::move(message));
}

}  // namespace

Task<HttpResponse> Rest::get(std::string url) const {
  return successful(HttpRequest::get(std::move(url)), {});
}

Task<std::optional<HttpResponse>> Rest::find(std::string url) const {
  HttpRequest request = HttpRequest::get(std::move(url));
  credentials_.sign(request, auth_);
  HttpResponse response = co_await call_.http().send(std::move(request));
  std::optional<HttpResponse> found;
  if (codeOf(response.status()) == Error::Code::NotFound) {
    co_return std::move(found);
  }
  if (!response.isSuccess()) {
    throw failureOf(response, credentials_, {});
  }
  found.emplace(std::move(response));
  co_return std::move(found);
}

Task<HttpResponse> Rest::search(std::string url, std::string json) const {
  HttpRequest request = HttpRequest::post(std::move(url));
  request.json(std::move(json)).repeatable();
  return successful(std::move(request), {});
}

Task<HttpResponse> Rest::write(HttpRequest request, std::string json, std::string_view what) const {
  request.json(std::move(json));
  return successful(std::move(request), what);
}

Task<HttpResponse> Rest::successful(HttpRequest request, std::string_view what) const {
  credentials_.sign(request, auth_);
  HttpResponse response = co_await call_.http().send(std::move(request));
  if (!response.isSuccess()) {
    throw failureOf(response, credentials_, what);
  }
  co_return std::move(response);
}

JsonNode itemsOf(const JsonDocument& document) {
  const JsonNode items = document["items"];
  if (!items.isArray()) {
    throw Error(Error::Code::Unavailable,
                "Request Tracker answered with something that is not a list.");
  }
  return items;
}

}  // namespace bailey::request_tracker
