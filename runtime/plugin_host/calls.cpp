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
  return slot.turn == call >> kTurnShift && slot.call.cancelled != nullptr ? &slot : nullptr;
}

std::uint64_t Calls::begin(const RunningCall& call) {
  return table_.with([&](Table& table) {
    if (table.free.empty()) {
      table.free.push_back(static_cast<std::uint32_t>(table.slots.size()));
      table.slots.emplace_back();
    }
    const std::uint32_t index = table.free.back();
    table.free.pop_back();
    Slot& slot = table.slots[index];
    slot.call = call;
    return (static_cast<std::uint64_t>(slot.turn) << kTurnShift) | index;
  });
}

void Calls::end(std::uint64_t call) {
  table_.with([&](Table& table) {
    const auto index = static_cast<std::uint32_t>(call & 0xFFFFFFFFU);
    Slot& slot = table.slots.at(index);
    slot.call = {};
    ++slot.turn;
    table.free.push_back(index);
  });
}

std::optional<RunningCall> Calls::find(std::uint64_t call) const {
  return table_.with([&](const Table& table) {
    const Slot* slot = table.find(call);
    return slot == nullptr ? std::nullopt : std::optional(slot->call);
  });
}

bool Calls::cancelled(std::uint64_t call) const {
  return table_.with([&](const Table& table) {
    const Slot* slot = table.find(call);
    return slot == nullptr || slot->call.cancelled->load(std::memory_order_relaxed);
  });
}

std::string Calls::requestId(std::uint64_t call) const {
  return table_.with([&](const Table& table) {
    const Slot* slot = table.find(call);
    return slot == nullptr ? std::string() : std::string(slot->call.request_id);
  });
}

}  // namespace bailey::plugin_host
