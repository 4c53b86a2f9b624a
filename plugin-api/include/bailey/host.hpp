// What an adapter has of its host: the log, secrets, the clock, and the call it serves.
#pragma once

#include "bailey/abi.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bailey {

namespace detail {

inline bailey_str borrow(std::string_view text) {
  return {text.data(), text.size()};
}

inline std::string_view view(bailey_str text) {
  return {text.data, text.size};
}

inline bailey_status appendTo(void* context, const char* data, std::size_t bytes) noexcept {
  try {
    static_cast<std::string*>(context)->append(data, bytes);
    return BAILEY_OK;
  } catch (...) {
    return BAILEY_REJECTED;
  }
}

// Collects what the host writes in `text`.
inline bailey_sink sinkInto(std::string& text) {
  return {sizeof(bailey_sink), 0, &text, &appendTo};
}

inline void append(const bailey_sink* sink, std::string_view text) {
  if (sink != nullptr && !text.empty()) {
    (void)sink->write(sink->context, text.data(), text.size());  // the host fails the call itself
  }
}

}  // namespace detail

class Http;  // http.hpp

enum class LogLevel : std::int32_t {
  Debug = BAILEY_LOG_DEBUG,
  Info = BAILEY_LOG_INFO,
  Warn = BAILEY_LOG_WARN,
  Error = BAILEY_LOG_ERROR,
};

// What the host offers an adapter for as long as it lives. Cheap to copy; any thread.
class Host {
public:
  explicit Host(const bailey_host* host) : host_(host) {}

  // One line in the host's log. Never log what came in `auth`.
  void log(LogLevel level, std::string_view message) const {
    host_->log(host_->context, 0, static_cast<std::int32_t>(level), detail::borrow(message));
  }

  // The secret that the manifest declares and the integration's file provides, or nothing. Do not
  // keep the value longer than needed.
  [[nodiscard]] std::optional<std::string> secret(std::string_view name) const {
    std::string value;
    const bailey_sink sink = detail::sinkInto(value);
    if (host_->secret(host_->context, detail::borrow(name), &sink) != BAILEY_OK) {
      return std::nullopt;
    }
    return value;
  }

  // The host's functions called `id`, as their struct in abi.h has them, or null when this host
  // does not have them all.
  template <typename Functions>
  [[nodiscard]] const Functions* extension(std::string_view id) const {
    const auto* found =
        static_cast<const Functions*>(host_->get_extension(host_->context, detail::borrow(id)));
    return found != nullptr && found->size >= sizeof(Functions) ? found : nullptr;
  }

  // The host's HTTP service outside of a call, for a constructor: fetch() only. Throws Error when
  // this host has none.
  [[nodiscard]] Http http() const;

  [[nodiscard]] const bailey_host* raw() const { return host_; }

private:
  const bailey_host* host_;
};

// One request being served. Valid until the operation returns.
class Call {
public:
  Call(const bailey_host* host, const bailey_request* request) : host_(host), request_(request) {}

  // As in the host's log; safe to pass on to the CRM.
  [[nodiscard]] std::string_view requestId() const { return detail::view(request_->request_id); }

  // Time left to answer in; not positive once the host has given up on this request.
  [[nodiscard]] std::chrono::nanoseconds remaining() const {
    return std::chrono::nanoseconds(request_->deadline_mono_ns -
                                    host_->now_mono_ns(host_->context));
  }

  // True when nobody waits for the answer any more. Ask between the steps of long work.
  [[nodiscard]] bool cancelled() const {
    return host_->call_cancelled(host_->context, request_->call) != 0;
  }

  // Requests to the CRM for this call. Throws Error when this host has no HTTP service.
  [[nodiscard]] Http http() const;

  // As Host::log, with this request's id.
  void log(LogLevel level, std::string_view message) const {
    host_->log(
        host_->context, request_->call, static_cast<std::int32_t>(level), detail::borrow(message));
  }

private:
  const bailey_host* host_;
  const bailey_request* request_;
};

}  // namespace bailey
