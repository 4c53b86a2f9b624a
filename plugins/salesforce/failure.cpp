#include "failure.h"

#include "bailey/http_errors.hpp"

#include <array>
#include <chrono>
#include <optional>

namespace bailey::salesforce {
namespace {

constexpr std::size_t kShownMax = 200;

// Salesforce does not say how long; its limits are counted over hours and over seconds.
constexpr std::chrono::seconds kUsualPause{60};

struct Meaning {
  std::string_view error_code;
  Error::Code code;
  std::string_view sentence;  // empty: Salesforce's own words
};

// Where errorCode says something else than the status, or a sentence of ours says what to do.
constexpr std::array<Meaning, 19> kMeanings = {{
    {"INVALID_SESSION_ID",
     Error::Code::Unauthorized,
     "Salesforce no longer accepts this login: connect the integration again."},
    {"INVALID_AUTH_HEADER",
     Error::Code::Unauthorized,
     "Salesforce no longer accepts this login: connect the integration again."},
    {"REQUEST_LIMIT_EXCEEDED",
     Error::Code::RateLimited,
     "Salesforce's limit for API requests is reached: try again later."},
    {"QUERY_TIMEOUT", Error::Code::Timeout, "Salesforce took too long to answer: try again."},
    {"UNABLE_TO_LOCK_ROW",
     Error::Code::Conflict,
     "Somebody else is changing this record in Salesforce: try again."},
    {"API_DISABLED_FOR_ORG",
     Error::Code::Forbidden,
     "This Salesforce edition or user has no API access: ask your administrator."},
    {"API_CURRENTLY_DISABLED",
     Error::Code::Forbidden,
     "API access is switched off for this Salesforce user: ask your administrator."},
    {"INSUFFICIENT_ACCESS",
     Error::Code::Forbidden,
     "The Salesforce user may not do this: ask your administrator."},
    {"INSUFFICIENT_ACCESS_OR_READONLY",
     Error::Code::Forbidden,
     "The Salesforce user may not do this: ask your administrator."},
    {"INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
     Error::Code::Forbidden,
     "The Salesforce user may not use a record that this one refers to: ask your administrator."},
    {"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", Error::Code::Rejected, ""},
    {"INVALID_TYPE",
     Error::Code::Forbidden,
     "The Salesforce user has no access to an object that is needed: ask your administrator."},
    {"OPERATION_TOO_LARGE", Error::Code::Rejected, ""},
    {"DUPLICATES_DETECTED",
     Error::Code::Conflict,
     "Salesforce has a record like this already and its duplicate rules forbid another one."},
    {"DUPLICATE_VALUE", Error::Code::Conflict, ""},
    {"ENTITY_IS_DELETED", Error::Code::NotFound, "This record was deleted in Salesforce."},
    {"NOT_FOUND", Error::Code::NotFound, "Salesforce does not have this record."},
    {"INVALID_CROSS_REFERENCE_KEY",
     Error::Code::NotFound,
     "Salesforce does not have a record that this one refers to."},
    {"MALFORMED_ID", Error::Code::NotFound, "Salesforce does not have this record."},
}};

const Meaning* meaningOf(std::string_view error_code) {
  for (const Meaning& meaning : kMeanings) {
    if (meaning.error_code == error_code) {
      return &meaning;
    }
  }
  return nullptr;
}

// "Email: invalid address", where Salesforce names fields and does not in its words.
std::string withFields(JsonNode error, std::string words) {
  std::string fields;
  error["fields"].forEachElement([&](JsonNode field) {
    const std::string_view name = field.string();
    if (!name.empty() && words.find(name) == std::string::npos) {
      fields += fields.empty() ? "" : ", ";
      fields += name;
    }
  });
  return fields.empty() ? words : fields + ": " + words;
}

std::string sentenceOf(Error::Code code, JsonNode error) {
  const std::string words = shownWords(error["message"].string());
  if (words.empty() || (code != Error::Code::Rejected && code != Error::Code::Conflict)) {
    return {};  // the host has a sentence of its own
  }
  return "Salesforce did not accept this: " + shownWords(withFields(error, words));
}

// The first element of Salesforce's list, or the one object that some of its answers are.
JsonNode firstError(const JsonDocument& document) {
  JsonNode first = document.root().isObject() ? document.root() : JsonNode();
  document.root().forEachElement([&](JsonNode element) {
    if (!first.present()) {
      first = element;
    }
  });
  return first;
}

Error withPause(Error error, std::chrono::seconds asked) {
  if (error.code() != Error::Code::RateLimited) {
    return error;
  }
  return Error(error.code(), error.what(), asked.count() > 0 ? asked : kUsualPause);
}

}  // namespace

std::string shownWords(std::string_view message) {
  // Behind the query with its marker, which Salesforce repeats.
  constexpr std::string_view kRow = "ERROR at Row:";
  if (const std::size_t row = message.find(kRow); row != std::string_view::npos) {
    const std::size_t line_end = message.find('\n', row);
    message = line_end == std::string_view::npos ? std::string_view() : message.substr(line_end);
  }
  std::string shown;
  bool is_inside_tag = false;
  for (const char c : message) {
    if (c == '<' || c == '>') {
      is_inside_tag = c == '<';
      continue;
    }
    const bool is_blank = static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
    if (is_inside_tag || (is_blank && (shown.empty() || shown.back() == ' '))) {
      continue;
    }
    shown += is_blank ? ' ' : c;
  }
  if (shown.size() > kShownMax) {
    std::size_t end = kShownMax;
    while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80U) {
      --end;  // not within a character of UTF-8
    }
    shown.resize(end);
  }
  while (shown.ends_with(' ')) {
    shown.pop_back();
  }
  return shown;
}

Error failureOf(int http_status, JsonNode error) {
  const Meaning* meaning = meaningOf(error["errorCode"].string());
  const bool is_up = http_status < 500;  // whatever an outage says, it is one
  if (meaning == nullptr || !is_up) {
    const Error::Code code = codeOf(http_status);
    return Error(code, sentenceOf(code, error));
  }
  return meaning->sentence.empty() ? Error(meaning->code, sentenceOf(meaning->code, error))
                                   : Error(meaning->code, std::string(meaning->sentence));
}

Error failureOf(const HttpResponse& response) {
  // Its endpoints for OAuth say so in plain text and with another status.
  if (response.status() == 403 && response.body().find("OAuth_Token") != std::string_view::npos) {
    return Error(Error::Code::Unauthorized,
                 "Salesforce no longer accepts this login: connect the integration again.");
  }
  std::optional<JsonDocument> document;
  try {
    document.emplace(response.body());
  } catch (const Error&) {  // a page for people, or nothing: then the status alone counts
    return withPause(errorOf(response), response.retryAfter());
  }
  return withPause(failureOf(response.status(), firstError(*document)), response.retryAfter());
}

}  // namespace bailey::salesforce
