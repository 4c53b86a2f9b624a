// One call as the plugin sees it: the request it reads, the buffers it writes, and how what it
// leaves there becomes an answer.
#pragma once

#include "plugin_host/bounded_text.h"
#include "plugin_host/plugin_call.h"

#include "bailey/abi.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bailey::plugin_host {

constexpr std::string_view kThrew = "threw an exception through the ABI";

// Stays where it is while the plugin has it.
class CallFrame {
public:
  CallFrame(const PluginCall& call, std::size_t answer_bytes_max);
  CallFrame(const CallFrame&) = delete;
  CallFrame& operator=(const CallFrame&) = delete;
  CallFrame(CallFrame&&) = delete;
  CallFrame& operator=(CallFrame&&) = delete;
  ~CallFrame() = default;

  // The number the plugin knows this call by. Before the request is handed out.
  void setNumber(std::uint64_t number) { request_.call = number; }

  [[nodiscard]] const bailey_request& request() const { return request_; }

  [[nodiscard]] bailey_response& response() { return response_; }

  // A request that is no mere reading may have reached the CRM. Any thread.
  void noteWrite() { wrote_.store(true, std::memory_order_relaxed); }

  // What it came to: the plugin said `status`.
  [[nodiscard]] PluginAnswer answer(bailey_status status);

  // It broke the ABI's rules.
  [[nodiscard]] static PluginAnswer misbehaved(std::string_view what);

private:
  BoundedText json_;
  BoundedText message_;
  const bailey_sink json_sink_;
  const bailey_sink message_sink_;
  bailey_request request_;
  bailey_response response_;
  std::atomic<bool> wrote_{false};
};

}  // namespace bailey::plugin_host
