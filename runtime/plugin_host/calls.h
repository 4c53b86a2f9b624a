// The calls that are inside one plugin instance at the moment, by the number the plugin knows them
// by. A number that is no longer in use is recognised, so a plugin that keeps one does no harm.
#pragma once

#include "core/guarded.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::plugin_host {

// Any thread.
class Calls {
public:
  // Both stay valid until end().
  std::uint64_t begin(std::string_view request_id, const std::atomic<bool>& cancelled);
  void end(std::uint64_t call);

  // True for a call that is cancelled or over.
  [[nodiscard]] bool cancelled(std::uint64_t call) const;

  // Empty for a call that is over.
  [[nodiscard]] std::string requestId(std::uint64_t call) const;

private:
  struct Slot {
    std::uint32_t turn = 1;  // counts the calls this slot has held; part of the call's number
    const std::atomic<bool>* cancelled = nullptr;  // null: free
    std::string_view request_id;
  };

  struct Table {
    std::vector<Slot> slots;
    std::vector<std::uint32_t> free;

    [[nodiscard]] const Slot* find(std::uint64_t call) const;
  };

  core::Guarded<Table> table_;
};

}  // namespace bailey::plugin_host
