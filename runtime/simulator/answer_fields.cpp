#include "simulator/answer_fields.h"

#include <algorithm>

namespace bailey::simulator {
namespace {

constexpr Rule kContentType{"1.1", "answers carry Content-Type: application/json"};
constexpr Rule kJson{"1.1", "answers are JSON"};
constexpr Rule kErrorBody{"1.3", "an error answer is a JSON object with a message"};

// "Application/JSON; charset=utf-8" is the media type application/json.
bool isJsonType(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  type.erase(type.find_last_not_of(" \t") + 1);
  std::transform(type.begin(), type.end(), type.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return type == "application/json";
}

// A discarded value when `text` is not JSON or too deep.
nlohmann::json parseShallow(const std::string& text) {
  bool too_deep = false;
  const auto keep = [&too_deep](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    too_deep = too_deep || depth > kAnswerDepthMax;
    return !too_deep;
  };
  nlohmann::json parsed = nlohmann::json::parse(text, keep, /*allow_exceptions=*/false);
  return too_deep ? nlohmann::json(nlohmann::json::value_t::discarded) : parsed;
}

std::string joined(const std::string& at, const char* key) {
  return at.empty() ? std::string(key) : at + "." + key;
}

}  // namespace

bool hasStatus(const Answer& answer,
               std::initializer_list<int> statuses,
               const Rule& rule,
               Findings& findings) {
  if (std::find(statuses.begin(), statuses.end(), answer.status) != statuses.end()) {
    return true;
  }
  findings.broken(
      rule, "the status is " + std::to_string(answer.status), std::string_view(answer.body));
  return false;
}

std::optional<nlohmann::json> readBody(const Answer& answer, Findings& findings) {
  const bool is_declared = isJsonType(answer.content_type);
  if (!is_declared) {
    findings.broken(
        kContentType,
        answer.content_type.empty() ? "there is no Content-Type" : "it is " + answer.content_type,
        std::string_view(answer.body));
  }
  nlohmann::json body = parseShallow(answer.body);
  if (!body.is_discarded()) {
    return body;
  }
  // A page of HTML that says so is one mistake, not two.
  if (is_declared) {
    findings.broken(kJson,
                    answer.body.empty() ? "the body is empty"
                                        : "the body does not parse, or nests deeper than 64",
                    std::string_view(answer.body));
  }
  return std::nullopt;
}

void checkErrorBody(const Answer& answer, Findings& findings) {
  const auto body = readBody(answer, findings);
  if (!body) {
    return;
  }
  if (!body->is_object()) {
    findings.broken(kErrorBody, "it is " + std::string(kindOf(*body)), *body);
    return;
  }
  requiredText(*body, "message", "", kErrorBody, findings);
}

std::optional<std::string> requiredText(const nlohmann::json& object,
                                        const char* key,
                                        const std::string& at,
                                        const Rule& rule,
                                        Findings& findings) {
  const auto member = object.find(key);
  if (member == object.end() || !member->is_string() ||
      member->get_ref<const std::string&>().empty()) {
    findings.broken(rule, describeMember(object, key, at), object);
    return std::nullopt;
  }
  return member->get<std::string>();
}

void checkOptionalText(const nlohmann::json& object,
                       const char* key,
                       const std::string& at,
                       const Rule& rule,
                       Findings& findings) {
  const auto member = object.find(key);
  if (member != object.end() && !member->is_string()) {
    findings.broken(rule, describeMember(object, key, at), object);
  }
}

void checkOptionalTexts(const nlohmann::json& object,
                        const char* key,
                        const std::string& at,
                        const Rule& rule,
                        Findings& findings) {
  const auto member = object.find(key);
  if (member == object.end()) {
    return;
  }
  if (!member->is_array()) {
    findings.broken(rule, describeMember(object, key, at), object);
    return;
  }
  for (const nlohmann::json& text : *member) {
    if (!text.is_string()) {
      findings.broken(rule, joined(at, key) + " holds " + std::string(kindOf(text)), object);
      return;
    }
  }
}

std::string describeMember(const nlohmann::json& object, const char* key, const std::string& at) {
  const auto member = object.find(key);
  if (member == object.end()) {
    return joined(at, key) + " is missing";
  }
  return joined(at, key) + " is " + std::string(kindOf(*member));
}

std::string_view kindOf(const nlohmann::json& value) {
  switch (value.type()) {
    case nlohmann::json::value_t::null:
      return "null";
    case nlohmann::json::value_t::boolean:
      return "a boolean";
    case nlohmann::json::value_t::string:
      return value.get_ref<const std::string&>().empty() ? "an empty string" : "a string";
    case nlohmann::json::value_t::array:
      return "an array";
    case nlohmann::json::value_t::object:
      return "an object";
    default:
      return "a number";
  }
}

}  // namespace bailey::simulator
