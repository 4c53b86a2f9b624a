#include "pipeline/deduplicate.h"

#include "pipeline/exception_barrier.h"
#include "talkdesk/canonical_request.h"

#include <chrono>
#include <cstring>
#include <string>
#include <utility>

namespace bailey::pipeline {
namespace {

using std::chrono::seconds;

// A line break separates, because none stands in a name nor in canonical JSON.
ActionKey keyOf(const Exchange& exchange) {
  std::string words = talkdesk::canonicalRequest(exchange.body);
  words.append("\n" + exchange.integration->settings.name + "\n" + exchange.action->name);
  const ActionKey key = core::sha256(words);
  explicit_bzero(words.data(), words.size());
  return key;
}

// A good answer is kept, and a failure that leaves open what the CRM has done.
seconds timeToKeep(const Reply& reply, seconds window) {
  const bool is_kept =
      reply.failure == talkdesk::Failure::Unset || talkdesk::isDoubtful(reply.failure);
  return is_kept ? window : seconds::zero();
}

// `reply` as those get it who did not run; what its plugin did wrong is in the log once already.
Reply forDuplicate(const Reply& reply) {
  Reply copy = reply;
  copy.detail.clear();
  copy.is_duplicate = true;
  return copy;
}

}  // namespace

Progress Deduplicate::run(const std::shared_ptr<Exchange>& exchange, const Completion& done) {
  if (exchange->action == nullptr || exchange->action->deduplicate <= seconds::zero()) {
    return dispatch_.run(exchange, done);
  }
  const ActionKey key = keyOf(*exchange);
  Claim claim = claims_.claim(key, {exchange, done});
  switch (claim.kind) {
    case Claim::Kind::Answered:
      exchange->reply = std::move(claim.reply);
      return Progress::Answered;
    case Claim::Kind::Wait:
      return Progress::Deferred;
    default:
      return runClaimed(exchange, key, done);
  }
}

// Whatever happens, the claim is finished: here when the answer is here, else with the answer that
// the worker brings.
Progress Deduplicate::runClaimed(const std::shared_ptr<Exchange>& exchange,
                                 const ActionKey& key,
                                 const Completion& done) {
  exchange->is_claimed = true;
  const seconds window = exchange->action->deduplicate;
  Progress progress = Progress::Answered;
  Reply failed = replyBehindBarrier(*exchange, [&] {
    progress = dispatch_.run(
        exchange,
        [&claims = claims_, key, window, done](std::shared_ptr<Exchange> ran, Reply reply) {
          claims.finish(key, forDuplicate(reply), timeToKeep(reply, window));
          done(std::move(ran), std::move(reply));
        });
    return Reply{};
  });
  if (failed.status != 0) {
    exchange->reply = std::move(failed);
  }
  if (progress == Progress::Answered) {
    claims_.finish(key, forDuplicate(exchange->reply), timeToKeep(exchange->reply, window));
  }
  return progress;
}

}  // namespace bailey::pipeline
