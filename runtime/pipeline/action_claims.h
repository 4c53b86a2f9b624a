// Who runs an action that is asked for several times in the same words. (contract.md N7: claim
// atomically; check, then mark, is a race)
#pragma once

#include "core/sha256.h"
#include "pipeline/completion.h"

#include <chrono>
#include <cstdint>
#include <memory>

namespace bailey::pipeline {

// All that is kept of a request.
using ActionKey = core::Sha256Digest;

// Whom to tell when the one that runs is done. The exchange belongs to its connection: once that
// has given up nobody is told.
struct Waiter {
  std::weak_ptr<Exchange> exchange;
  Completion done;
};

struct Claim {
  enum class Kind : std::uint8_t {
    Unset = 0,
    Run,       // it is the caller's, who runs the action and then calls finish(), whatever comes
    Wait,      // somebody runs it; the waiter gets the same reply
    Answered,  // it was done; `reply` is what came of it
  };

  Kind kind = Kind::Unset;
  Reply reply;
};

// An interface, so that several bridges could share their claims. Any thread.
class ActionClaims {
public:
  ActionClaims() = default;
  ActionClaims(const ActionClaims&) = delete;
  ActionClaims& operator=(const ActionClaims&) = delete;
  ActionClaims(ActionClaims&&) = delete;
  ActionClaims& operator=(ActionClaims&&) = delete;
  virtual ~ActionClaims() = default;

  // Of all callers with the same `key` one gets Run. Takes `waiter` only with Wait.
  [[nodiscard]] virtual Claim claim(const ActionKey& key, Waiter waiter) = 0;

  // The one that ran is done: tells those who wait, and gives `reply` to whoever claims `key`
  // within `kept_for`. Zero: the next one runs.
  virtual void finish(const ActionKey& key, const Reply& reply, std::chrono::seconds kept_for) = 0;
};

}  // namespace bailey::pipeline
