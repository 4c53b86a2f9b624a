#include "failures.h"

#include "text.h"

#include "bailey/http_errors.hpp"

#include <initializer_list>
#include <utility>

namespace bailey::zendesk {
namespace {

constexpr std::size_t kReasonBytesMax = 200;

void addSentence(std::string& all, std::string_view sentence) {
  if (sentence.empty()) {
    return;
  }
  (all += all.empty() ? "" : "; ") += sentence;
}

// {"email": [{"description": "Email: x is already being used", "error": "DuplicateValue"}]}
std::string detailsIn(JsonNode details) {
  std::string all;
  details.forEachMember([&](std::string_view, JsonNode faults) {
    faults.forEachElement([&](JsonNode fault) { addSentence(all, fault["description"].string()); });
  });
  return all;
}

std::string sentenceIn(JsonNode answer) {
  if (std::string details = detailsIn(answer["details"]); !details.empty()) {
    return details;
  }
  std::string listed;
  answer["errors"].forEachElement([&](JsonNode error) {
    const std::string_view detail = error["detail"].string();
    addSentence(listed, detail.empty() ? error["title"].string() : detail);
  });
  for (const JsonNode said :
       {answer["error"]["message"], answer["description"], answer["message"]}) {
    if (listed.empty()) {
      listed = said.string();
    }
  }
  return listed;
}

std::string rejection(const HttpResponse& response) {
  const std::string reason = reasonIn(response.body());
  return reason.empty() ? "Zendesk did not accept what was filled in."
                        : "Zendesk did not accept what was filled in: " + reason;
}

std::string messageFor(Error::Code code, const HttpResponse& response) {
  switch (code) {
    case Error::Code::Unauthorized:
      return "Zendesk did not accept the credentials: check the e-mail address and the token.";
    case Error::Code::Forbidden:
      return "The Zendesk user of this integration may not do this: ask a Zendesk administrator "
             "for the right.";
    case Error::Code::NotFound:
      return "Zendesk does not have this record.";
    case Error::Code::Conflict:
      return "Somebody else changed this record in Zendesk at the same time: try again.";
    case Error::Code::Rejected:
      return rejection(response);
    case Error::Code::RateLimited:
      return "Zendesk got too many requests: try again in a moment.";
    default:
      return "Zendesk does not work at the moment: try again later.";
  }
}

Error notAnAnswer() {
  return Error(Error::Code::Unavailable, "Zendesk answered something that is not expected of it.");
}

}  // namespace

void expectSuccess(const HttpResponse& response) {
  if (!response.isSuccess()) {
    throw errorOf(response, messageFor(codeOf(response.status()), response));
  }
}

JsonNode listOf(const JsonDocument& answer, std::string_view name) {
  const JsonNode list = answer[name];
  if (!list.isArray()) {
    throw notAnAnswer();
  }
  return list;
}

JsonNode objectOf(const JsonDocument& answer, std::string_view name) {
  const JsonNode object = answer[name];
  if (!object.isObject()) {
    throw notAnAnswer();
  }
  return object;
}

std::string reasonIn(std::string_view body) {
  try {
    const JsonDocument answer(body);
    return std::string(cut(plainLine(sentenceIn(answer.root())), kReasonBytesMax));
  } catch (const Error&) {  // a page for people, or nothing at all
    return {};
  }
}

}  // namespace bailey::zendesk
