#include "upstream/client.h"

#include <utility>

namespace bailey::upstream {

Client::Client(event::Loop& loop, Resolver& resolver, observability::Log& log)
    : loop_(loop),
      resolver_(resolver),
      log_(log) {}

Client::~Client() {
  while (!calls_.empty()) {
    cancel(calls_.begin()->first);
  }
}

Client::CallId Client::start(std::shared_ptr<const Gateway> gateway,
                             Request request,
                             event::Clock::time_point deadline,
                             Call::Done done) {
  const CallId id = ++last_call_;
  calls_.emplace(id,
                 std::make_unique<Call>(
                     *this, id, std::move(gateway), std::move(request), deadline, std::move(done)));
  loop_.later([this, id] {
    if (const auto call = calls_.find(id); call != calls_.end()) {
      call->second->begin();
    }
  });
  return id;
}

void Client::cancel(CallId id) {
  if (const auto call = calls_.find(id); call != calls_.end()) {
    call->second->cancel();
  }
}

Pool& Client::pool(const std::shared_ptr<const Gateway>& gateway, const Url& url) {
  PoolKey key{gateway, originOf(url)};
  const auto found = pools_.find(key);
  if (found != pools_.end()) {
    return found->second;
  }
  // A good moment to forget what integrations of the past have left.
  std::erase_if(pools_, [](const auto& entry) {
    return entry.first.first.use_count() == 1 && entry.second.isEmpty();
  });
  return pools_.try_emplace(std::move(key), loop_).first->second;
}

void Client::end(CallId id, const Gateway& gateway, const Url& url, Trouble trouble) {
  const auto call = calls_.find(id);
  loop_.later([grave = std::shared_ptr<Call>(std::move(call->second))] {});
  calls_.erase(call);
  if (trouble != Trouble::None && trouble != Trouble::Cancelled) {
    log_.write(observability::Level::Warn, "upstream_failed", [&](JsonWriter& json) {
      json.member("integration", gateway.integration())
          .member("origin", originOf(url))
          .member("trouble", nameOf(trouble));
    });
  }
}

}  // namespace bailey::upstream
