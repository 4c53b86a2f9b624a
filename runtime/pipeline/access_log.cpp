#include "pipeline/access_log.h"

#include <chrono>

namespace bailey::pipeline {
namespace {

using observability::Level;
using talkdesk::Failure;

constexpr int kServerErrorMin = 500;

Level levelOf(const Reply& reply) {
  if (reply.failure == Failure::PluginMisbehaved || reply.failure == Failure::Internal) {
    return Level::Error;
  }
  return reply.status >= kServerErrorMin || !reply.detail.empty() ? Level::Warn : Level::Info;
}

// Who asked for what, as far as it is known.
void writeSubject(JsonWriter& json, const Exchange& exchange) {
  json.optionalMember("request_id", exchange.request_id);
  if (exchange.integration != nullptr) {
    json.member("integration", exchange.integration->settings.name)
        .member("operation", talkdesk::nameOf(exchange.operation));
  }
  if (exchange.action != nullptr) {
    json.member("action", exchange.action->name);
  }
}

void writeDuration(JsonWriter& json, const Exchange& exchange) {
  json.key("duration_us")
      .value(std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - exchange.started)
                 .count());
}

}  // namespace

void AccessLog::write(const Exchange& exchange) {
  const Reply& reply = exchange.reply;
  const Level level = levelOf(reply);
  if (!every_request_ && level == Level::Info) {
    return;
  }
  log_.write(level, "request", [&](JsonWriter& json) {
    writeSubject(json, exchange);
    json.key("status").value(reply.status);
    if (reply.failure != Failure::Unset) {
      json.member("code", talkdesk::codeOf(reply.failure));
    }
    if (reply.is_duplicate) {
      json.key("duplicate").value(true);
    }
    writeDuration(json, exchange);
    json.key("bytes_in").value(exchange.body_bytes);
    json.key("bytes_out").value(reply.body.size());
    json.optionalMember("detail", reply.detail);
  });
}

void AccessLog::writeUnanswered(const Exchange& exchange) {
  if (!every_request_) {
    return;
  }
  log_.write(Level::Info, "caller_gone", [&](JsonWriter& json) {
    writeSubject(json, exchange);
    writeDuration(json, exchange);
  });
}

void AccessLog::writeUnparsed(int status, std::string_view code, const Exchange* exchange) {
  if (!every_request_) {
    return;
  }
  log_.write(Level::Info, "not_a_request", [&](JsonWriter& json) {
    if (exchange != nullptr) {
      writeSubject(json, *exchange);
    }
    json.key("status").value(status).member("code", code);
  });
}

}  // namespace bailey::pipeline
