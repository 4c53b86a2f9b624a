// The calls that are inside one plugin instance at the moment, by the number the plugin knows them
// by. A number that is no longer in use is recognised, so a plugin that keeps one does no harm.
#pragma once

#include "core/guarded.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::plugin_host {

class CallFrame;
class PendingCall;

// What the host's functions have to know of a call. Valid until its end().
struct RunningCall {
  std::string_view request_id;
  const std::atomic<bool>* cancelled = nullptr;
  std::chrono::steady_clock::time_point deadline{};
  CallFrame* frame = nullptr;
  PendingCall* pending = nullptr;  // null: the operation is a blocking one
};

// Any thread.
class Calls {
public:
  // REQUIRES: call.cancelled is set
  std::uint64_t begin(const RunningCall& call);
  void end(std::uint64_t call);

  // Nothing for a call that is over.
  [[nodiscard]] std::optional<RunningCall> find(std::uint64_t call) const;

  // True for a call that is cancelled or over.
  [[nodiscard]] bool cancelled(std::uint64_t call) const;

  // Empty for a call that is over.
  [[nodiscard]] std::string requestId(std::uint64_t call) const;

private:
  struct Slot {
    std::uint32_t turn = 1;  // counts the calls this slot has held; part of the call's number
    RunningCall call;        // `cancelled` is null: free
  };

  struct Table {
    std::vector<Slot> slots;
    std::vector<std::uint32_t> free;

    [[nodiscard]] const Slot* find(std::uint64_t call) const;
  };

  core::Guarded<Table> table_;
};

}  // namespace bailey::plugin_host
