#include "talkdesk/answer_writer.h"

#include "talkdesk/json_reading.h"
#include "talkdesk/operation_answers.h"

#include <algorithm>
#include <utility>

namespace bailey::talkdesk {
namespace {

// One level less than in requests, as a `context` comes back one level deeper, inside `meta`.
constexpr std::size_t kDepth = JsonLimits{}.depth - 1;

// Answers up to this size are parsed in memory that stays with the writer: a usual contact page.
constexpr std::size_t kKeptBytes = std::size_t{1024} * 1024;

// A plugin may say more than is sent on, but not without bound: parsing takes 15 times the bytes.
constexpr std::size_t kPluginBytesFactor = 4;
constexpr std::size_t kPluginBytesMin = std::size_t{64} * 1024;

std::string_view describe(simdjson::error_code error) {
  switch (error) {
    case simdjson::EMPTY:
      return "the answer is empty";
    case simdjson::DEPTH_ERROR:
      return "the answer is nested too deep";
    case simdjson::UTF8_ERROR:
      return "the answer is not valid UTF-8";
    case simdjson::NUMBER_ERROR:
      return "the answer holds a number that is malformed or out of range";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
      return "the answer is too large to be read";
    default:
      return "the answer is not valid JSON";
  }
}

std::string tooLarge(std::size_t bytes_max) {
  return "the answer is larger than " + std::to_string(bytes_max) + " bytes";
}

int successStatus(Operation operation, const Dialect& dialect) {
  if (operation == Operation::Action) {
    return 201;
  }
  return operation == Operation::AuthValidation ? dialect.auth_success_status : 200;
}

MaybeBreach writeBody(simdjson::dom::element root,
                      Operation operation,
                      const Profile& profile,
                      const RequestFacts& facts,
                      Answer& answer) {
  switch (operation) {
    case Operation::AuthValidation:
      return writeAuthAnswer(root, profile, answer);
    case Operation::ContactSynchronization:
      return writeContactAnswer(root, facts, answer);
    case Operation::InteractionRetrieval:
      return writeInteractionAnswer(root, profile, facts, answer);
    case Operation::AgentSynchronization:
      return writeAgentAnswer(root, profile.dialect, facts, answer);
    case Operation::Action:
      return writeActionAnswer(root, facts, answer);
    case Operation::Unset:
      break;
  }
  return Breach{"the operation is unknown"};
}

// `json` with the padding simdjson reads, in `buffer`. An action with nothing to say may say
// nothing.
std::string_view pad(std::string_view json, Operation operation, std::string& buffer) {
  if (operation == Operation::Action && trimmed(json).empty()) {
    json = "{}";
  }
  buffer.assign(json);
  buffer.append(simdjson::SIMDJSON_PADDING, '\0');
  return std::string_view(buffer).substr(0, json.size());
}

}  // namespace

core::Result<Answer, Breach> AnswerWriter::write(std::string_view plugin_json,
                                                 Operation operation,
                                                 const Profile& profile,
                                                 const RequestFacts& facts,
                                                 std::size_t answer_bytes_max) {
  if (plugin_json.size() / kPluginBytesFactor > std::max(answer_bytes_max, kPluginBytesMin)) {
    return Breach{tooLarge(answer_bytes_max)};
  }
  Answer answer;
  answer.status = successStatus(operation, profile.dialect);
  const auto findBreach = [&]() -> MaybeBreach {
    simdjson::dom::element root;
    const auto error = parseBounded(parser_, pad(plugin_json, operation, padded_), kDepth, root);
    if (error != simdjson::SUCCESS) {
      return Breach{std::string(describe(error))};
    }
    answer.body.reserve(std::min(plugin_json.size() + 64, answer_bytes_max));
    return writeBody(root, operation, profile, facts, answer);
  };
  auto breach = findBreach();
  releaseIfLarge(parser_, kKeptBytes);
  if (padded_.capacity() > 2 * kKeptBytes) {
    std::string().swap(padded_);
  }
  if (breach) {
    return std::move(*breach);
  }
  if (answer.body.size() > answer_bytes_max) {
    return Breach{tooLarge(answer_bytes_max)};
  }
  return answer;
}

}  // namespace bailey::talkdesk
