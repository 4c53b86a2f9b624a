#include "conformance/caller.h"

#include "config/settings.h"
#include "plugin_host/plugin_instance.h"
#include "talkdesk/answer_writer.h"
#include "talkdesk/request_reader.h"

#include <utility>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using std::chrono::steady_clock;
using talkdesk::Failure;

// Long enough for any CRM: what a deadline does to a plugin is tested apart.
constexpr std::chrono::seconds kUsualDeadline{30};
constexpr std::string_view kRequestId = "conformance";
constexpr std::size_t kPluginBytesPerAnswerByte = 2;

std::string textOf(const json& request) {
  std::string text = request.dump(-1, ' ', false, json::error_handler_t::replace);
  text.append(talkdesk::kBodyPadding, '\0');
  return text;
}

}  // namespace

bool Asked::sound() const {
  return !refused && !rule && misbehaviour.empty() && failure != Failure::Internal;
}

std::string Asked::summary() const {
  if (refused) {
    return "the host refused the request: " + *refused;
  }
  if (!misbehaviour.empty()) {
    return "the plugin " + std::string(misbehaviour);
  }
  if (failure) {
    std::string said = "the plugin answered " + std::string(talkdesk::codeOf(*failure));
    return message.empty() ? said : said + ": " + message;
  }
  return rule ? "the answer breaks the contract: " + *rule : "a good answer";
}

Caller::Caller(plugin_host::PluginInstance& instance,
               const talkdesk::Profile& profile,
               ActionDone done)
    : instance_(instance),
      profile_(profile),
      done_(std::move(done)),
      reader_(std::make_unique<talkdesk::RequestReader>()),
      writer_(std::make_unique<talkdesk::AnswerWriter>()) {}

Caller::~Caller() = default;

Asked Caller::ask(talkdesk::Operation operation,
                  const json& request,
                  const talkdesk::Action* action) {
  const std::atomic<bool> cancelled = false;
  return ask(operation, request, action, {steady_clock::now() + kUsualDeadline, cancelled});
}

Asked Caller::ask(talkdesk::Operation operation,
                  const json& request,
                  const talkdesk::Action* action,
                  const Patience& patience) {
  std::string text = textOf(request);
  const std::string_view body =
      std::string_view(text).substr(0, text.size() - talkdesk::kBodyPadding);
  auto facts = reader_->read(body, operation, profile_, action, {});
  if (!facts.ok()) {
    Asked asked;
    asked.refused = facts.error().message;
    return asked;
  }
  return call(operation,
              action == nullptr ? std::string_view() : std::string_view(action->name),
              std::move(text),
              facts.value(),
              patience);
}

Asked Caller::askUndeclared(talkdesk::Operation operation,
                            std::string_view action,
                            const json& request) {
  const std::atomic<bool> cancelled = false;
  return call(
      operation, action, textOf(request), {}, {steady_clock::now() + kUsualDeadline, cancelled});
}

Asked Caller::call(talkdesk::Operation operation,
                   std::string_view action,
                   std::string body,
                   const talkdesk::RequestFacts& facts,
                   const Patience& patience) {
  const std::size_t answer_bytes_max = config::Limits{}.answer_bytes;
  const std::string_view text =
      std::string_view(body).substr(0, body.size() - talkdesk::kBodyPadding);
  talkdesk::RequestFacts known = facts;
  known.body = text;  // the reader saw the same bytes, but maybe at another place
  Asked asked;
  const auto begin = steady_clock::now();
  plugin_host::PluginAnswer answer =
      instance_.handle({operation, action, kRequestId, text, patience.deadline, patience.cancelled},
                       kPluginBytesPerAnswerByte * answer_bytes_max);
  asked.took = steady_clock::now() - begin;
  asked.failure = answer.failure;
  asked.message = std::move(answer.message);
  asked.misbehaviour = answer.misbehaviour;
  asked.text = std::move(answer.json);
  if (asked.failure) {
    return asked;
  }
  auto written = writer_->write(asked.text, operation, profile_, known, answer_bytes_max);
  if (written.ok()) {
    asked.json = json::parse(asked.text, nullptr, /*allow_exceptions=*/false);
    asked.warnings = std::move(written.value().warnings);
    asked.body = std::move(written.value().body);
  } else {
    asked.rule = written.error().rule;
  }
  if (operation == talkdesk::Operation::Action && done_) {
    done_(action, asked.json);
  }
  return asked;
}

json requestOf(const json& auth, const json& meta, const json& data) {
  json request = {{"auth", auth}};
  if (!meta.is_null()) {
    request["meta"] = meta;
  }
  if (!data.is_null()) {
    request["data"] = data;
  }
  return request;
}

}  // namespace bailey::conformance
