// One call of a plugin in our words: what it is asked, and what came of it.
#pragma once

#include "talkdesk/failure.h"
#include "talkdesk/operation.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::plugin_host {

// What the views and the reference name lives until the answer is there.
struct PluginCall {
  talkdesk::Operation operation = talkdesk::Operation::Unset;
  std::string_view action;
  std::string_view request_id;
  std::string_view body;  // followed by talkdesk::kBodyPadding readable bytes
  std::chrono::steady_clock::time_point deadline;
  const std::atomic<bool>& cancelled;
};

struct PluginAnswer {
  std::optional<talkdesk::Failure> failure;  // nothing: `json` is the answer
  std::string json;
  std::string message;  // with a failure: the plugin's words for the user, unchecked
  std::uint32_t retry_after_s = 0;
  std::chrono::nanoseconds longest_hold{};  // of a loop, by one stretch of the plugin's code
  std::string_view misbehaviour;  // what the plugin did, for the log, when it broke the ABI's rules
};

}  // namespace bailey::plugin_host
