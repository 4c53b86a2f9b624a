#include "plugin_host/calls.h"

namespace bailey::plugin_host {
namespace {

constexpr unsigned int kTurnShift = 32;

}  // namespace

const Calls::Slot* Calls::Table::find(std::uint64_t call) const {
  const std::uint64_t index = call & 0xFFFFFFFFU;
  if (index >= slots.size()) {
    return nullptr;
  }
  const Slot& slot = slots[index];
  return slot.turn == call >> kTurnShift && slot.cancelled != nullptr ? &slot : nullptr;
}

std::uint64_t Calls::begin(std::string_view request_id, const std::atomic<bool>& cancelled) {
  return table_.with([&](Table& table) {
    if (table.free.empty()) {
      table.free.push_back(static_cast<std::uint32_t>(table.slots.size()));
      table.slots.emplace_back();
    }
    const std::uint32_t index = table.free.back();
    table.free.pop_back();
    Slot& slot = table.slots[index];
    slot.cancelled = &cancelled;
    slot.request_id = request_id;
    return (static_cast<std::uint64_t>(slot.turn) << kTurnShift) | index;
  });
}

void Calls::end(std::uint64_t call) {
  table_.with([&](Table& table) {
    const auto index = static_cast<std::uint32_t>(call & 0xFFFFFFFFU);
    Slot& slot = table.slots.at(index);
    slot.cancelled = nullptr;
    slot.request_id = {};
    ++slot.turn;
    table.free.push_back(index);
  });
}

bool Calls::cancelled(std::uint64_t call) const {
  return table_.with([&](const Table& table) {
    const Slot* slot = table.find(call);
    return slot == nullptr || slot->cancelled->load(std::memory_order_relaxed);
  });
}

std::string Calls::requestId(std::uint64_t call) const {
  return table_.with([&](const Table& table) {
    const Slot* slot = table.find(call);
    return slot == nullptr ? std::string() : std::string(slot->request_id);
  });
}

}  // namespace bailey::plugin_host
