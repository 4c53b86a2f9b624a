#include "pipeline/memory_action_claims.h"

#include <utility>

namespace bailey::pipeline {
namespace {

// The list, the table and the entry beside the reply's text, about.
constexpr std::size_t kEntryBytes = 256;

std::size_t bytesOf(const Reply& reply) {
  return kEntryBytes + reply.body.size();
}

// Waiters who have given up are forgotten before the list would grow, so a plugin that never
// returns does not make it grow without end.
void add(std::vector<Waiter>& waiters, Waiter waiter) {
  if (waiters.size() == waiters.capacity()) {
    std::erase_if(waiters, [](const Waiter& known) { return known.exchange.expired(); });
  }
  waiters.push_back(std::move(waiter));
}

}  // namespace

// REQUIRES: the action is done
void MemoryActionClaims::Table::forget(const ActionKey& key) {
  const auto found = entries.find(key);
  bytes -= bytesOf(found->second.reply);
  done.erase(found->second.place);
  entries.erase(found);
}

// In the order in which they were finished, which is that of their ends but for actions with
// another time. What stays behind such a one goes when it is asked for or when room is needed.
void MemoryActionClaims::Table::forgetExpired(Clock::time_point now) {
  while (!done.empty() && entries.at(done.front()).until <= now) {
    forget(ActionKey(done.front()));
  }
}

void MemoryActionClaims::Table::makeRoom(const ClaimLimits& limits) {
  while (!done.empty() && (done.size() > limits.answers || bytes > limits.bytes)) {
    forget(ActionKey(done.front()));
  }
}

Claim MemoryActionClaims::claim(const ActionKey& key, Waiter waiter) {
  const Clock::time_point now = now_();
  return table_.with([&](Table& table) -> Claim {
    table.forgetExpired(now);
    const auto known = table.entries.find(key);
    if (known != table.entries.end() && !known->second.is_done) {
      add(known->second.waiters, std::move(waiter));
      return {Claim::Kind::Wait, {}};
    }
    if (known != table.entries.end() && known->second.until > now) {
      return {Claim::Kind::Answered, known->second.reply};
    }
    if (known != table.entries.end()) {
      table.forget(key);
    }
    table.entries.emplace(key, Entry());
    return {Claim::Kind::Run, {}};
  });
}

void MemoryActionClaims::finish(const ActionKey& key,
                                const Reply& reply,
                                std::chrono::seconds kept_for) {
  const Clock::time_point now = now_();
  std::vector<Waiter> waiters;
  table_.with([&](Table& table) {
    const auto running = table.entries.find(key);
    waiters = std::move(running->second.waiters);
    if (kept_for <= std::chrono::seconds::zero()) {
      table.entries.erase(running);
      return;
    }
    Entry& entry = running->second;
    entry.waiters.clear();
    entry.is_done = true;
    entry.reply = reply;
    entry.until = now + kept_for;
    entry.place = table.done.insert(table.done.end(), key);
    table.bytes += bytesOf(reply);
    table.makeRoom(limits_);
  });
  for (const Waiter& waiter : waiters) {
    if (auto exchange = waiter.exchange.lock()) {
      waiter.done(std::move(exchange), reply);
    }
  }
}

std::size_t MemoryActionClaims::answers() const {
  return table_.with([](const Table& table) { return table.done.size(); });
}

std::size_t MemoryActionClaims::bytes() const {
  return table_.with([](const Table& table) { return table.bytes; });
}

}  // namespace bailey::pipeline
