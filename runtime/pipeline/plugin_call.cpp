#include "pipeline/plugin_call.h"

#include "pipeline/refusal_reply.h"
#include "plugin_host/plugin_instance.h"
#include "talkdesk/credential_guard.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::pipeline {
namespace {

using talkdesk::Failure;

// What a claimed action looks at: an answer for whoever repeats the request is always wanted.
const std::atomic<bool> kNeverCancelled{false};

Reply breach(const Exchange& exchange, std::string detail) {
  Reply reply = refusalReply(exchange, Failure::PluginMisbehaved);
  reply.detail = std::move(detail);
  return reply;
}

Reply failed(const Exchange& exchange, plugin_host::PluginAnswer answer) {
  if (!answer.misbehaviour.empty()) {
    return breach(exchange, std::string(answer.misbehaviour));
  }
  std::optional<int> retry_after_s;
  if (answer.retry_after_s > 0) {
    retry_after_s = static_cast<int>(std::min<std::uint32_t>(answer.retry_after_s, 86'400));
  }
  return refusalReply(exchange,
                      *answer.failure,
                      talkdesk::withoutCredentials(answer.message, exchange.body),
                      retry_after_s);
}

std::string join(const std::vector<std::string>& warnings) {
  std::string all;
  for (const std::string& warning : warnings) {
    all += all.empty() ? "" : "; ";
    all += warning;
  }
  return all;
}

}  // namespace

plugin_host::PluginCall callOf(const Exchange& exchange) {
  return {exchange.operation,
          exchange.action == nullptr ? std::string_view() : exchange.action->name,
          exchange.request_id,
          exchange.body,
          exchange.deadline,
          exchange.is_claimed ? kNeverCancelled : exchange.cancelled};
}

Reply replyFrom(const Exchange& exchange,
                plugin_host::PluginAnswer answer,
                talkdesk::AnswerWriter& writer,
                std::size_t answer_bytes_max) {
  if (answer.failure) {
    return failed(exchange, std::move(answer));
  }
  auto written = writer.write(answer.json,
                              exchange.operation,
                              exchange.integration->settings.profile,
                              exchange.facts,
                              answer_bytes_max);
  if (!written.ok()) {
    return breach(exchange, written.error().rule);
  }
  Reply reply;
  reply.status = written.value().status;
  reply.body = std::move(written.value().body);
  reply.detail = join(written.value().warnings);
  return reply;
}

}  // namespace bailey::pipeline
