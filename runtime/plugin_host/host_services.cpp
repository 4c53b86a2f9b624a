#include "plugin_host/host_services.h"

#include "plugin_host/pending_call.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace bailey::plugin_host {
namespace {

using observability::Level;

constexpr std::size_t kLogMessageMax = 1024;

HostServices& self(void* context) {
  return *static_cast<HostServices*>(context);
}

Level levelOf(std::int32_t level) {
  switch (level) {
    case BAILEY_LOG_DEBUG:
      return Level::Debug;
    case BAILEY_LOG_WARN:
      return Level::Warn;
    case BAILEY_LOG_ERROR:
      return Level::Error;
    default:
      return Level::Info;
  }
}

// A plugin's text, which may be anything, made fit for a JSON log line: printable ASCII stays, and
// everything else, which could be broken UTF-8 or turn a terminal's text around, becomes '?'.
std::string printable(std::string_view text) {
  std::string out(text.substr(0, kLogMessageMax));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return out;
}

std::string_view view(bailey_str text) {
  return {text.data, text.size};
}

}  // namespace

HostServices::HostServices(observability::Log& log,
                           std::string integration,
                           std::string plugin,
                           std::vector<std::string> secrets,
                           SecretLookup lookup,
                           Extensions& extensions,
                           std::shared_ptr<const upstream::Gateway> gateway)
    : log_(log),
      integration_(std::move(integration)),
      plugin_(std::move(plugin)),
      secrets_(std::move(secrets)),
      lookup_(std::move(lookup)),
      extensions_(extensions),
      pending_{sizeof(bailey_pending),
               0,
               this,
               [](void* context, std::uint64_t call, bailey_status status) {
                 const auto running = self(context).calls_.find(call);
                 if (running && running->pending != nullptr) {  // else it is over
                   running->pending->complete(status);
                 }
               }},
      abi_{sizeof(bailey_host),
           0,
           this,
           [](void* context, std::uint64_t call, std::int32_t level, bailey_str message) {
             self(context).log(call, level, view(message));
           },
           [](void* /*context*/) {
             return std::int64_t{std::chrono::duration_cast<std::chrono::nanoseconds>(
                                     std::chrono::steady_clock::now().time_since_epoch())
                                     .count()};
           },
           [](void* context, std::uint64_t call) {
             return std::int32_t{self(context).calls_.cancelled(call) ? 1 : 0};
           },
           [](void* context, bailey_str name, const bailey_sink* value) {
             return value == nullptr ? bailey_status{BAILEY_INVALID_REQUEST}
                                     : self(context).secret(view(name), *value);
           },
           [](void* context, bailey_str id) -> const void* {
             return self(context).extension(view(id));
           }} {
  if (gateway != nullptr) {
    http_.emplace(extensions.upstream(), std::move(gateway), calls_);
  }
}

const void* HostServices::extension(std::string_view id) {
  if (id == BAILEY_PENDING_EXTENSION) {
    return &pending_;
  }
  if (id == BAILEY_HTTP_EXTENSION) {
    return http_ ? &http_->abi() : nullptr;
  }
  return extensions_.find(id);
}

void HostServices::log(std::uint64_t call, std::int32_t level, std::string_view message) {
  log_.write(levelOf(level), "plugin", [&](JsonWriter& json) {
    json.member("integration", integration_).member("plugin", plugin_);
    json.optionalMember("request_id", calls_.requestId(call));
    json.member("message", printable(message));
  });
}

bailey_status HostServices::secret(std::string_view name, const bailey_sink& value) const {
  if (std::find(secrets_.begin(), secrets_.end(), name) == secrets_.end()) {
    return BAILEY_NOT_FOUND;
  }
  const core::Secret* secret = lookup_(name);
  if (secret == nullptr) {
    return BAILEY_NOT_FOUND;
  }
  return value.write(value.context, secret->reveal().data(), secret->reveal().size());
}

}  // namespace bailey::plugin_host
