#include "upstream/resolver.h"

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace bailey::upstream {
namespace {

// The system's resolver does not say how long an address holds. Servers behind a name move within
// minutes; a name that was not there may be there in a moment. (reliability.md §4 "DNS failure")
constexpr std::chrono::seconds kKeepGood{60};
constexpr std::chrono::seconds kKeepBad{5};
constexpr std::chrono::minutes kKeepStale{30};  // an old address is better than none

constexpr std::size_t kThreads = 4;  // slow names in a row hold up others no longer than that
constexpr std::size_t kNamesMax = 4096;

}  // namespace

struct Resolver::Shared {
  struct Waiting {
    std::shared_ptr<event::Inbox> inbox;
    Done done;
  };

  struct Name {
    Addresses addresses;
    Clock::time_point good_until;
    bool asked = false;  // queued or being looked up
    std::vector<Waiting> waiting;
  };

  explicit Shared(Lookup how) : lookup(std::move(how)) {}

  const Lookup lookup;
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::map<std::string, Name> names;  // guarded by mutex, as all below
  std::deque<std::string> queue;
  std::size_t threads = 0;
  std::size_t idle = 0;
  bool stopping = false;

  // REQUIRES: mutex is held
  void makeRoom(Clock::time_point now);
  void keep(Name& name, Addresses found);
};

void Resolver::Shared::makeRoom(Clock::time_point now) {
  if (names.size() < kNamesMax) {
    return;
  }
  std::erase_if(names, [&](const auto& entry) {
    return !entry.second.asked && entry.second.good_until < now;
  });
}

void Resolver::Shared::keep(Name& name, Addresses found) {
  const Clock::time_point now = Clock::now();
  const bool is_stale_better =
      found.empty() && !name.addresses.empty() && now < name.good_until + kKeepStale;
  if (!is_stale_better) {
    name.addresses = std::move(found);
    name.good_until = now + (name.addresses.empty() ? kKeepBad : kKeepGood);
  }
  name.asked = false;
}

Resolver::Resolver(Lookup lookup) : shared_(std::make_shared<Shared>(std::move(lookup))) {}

Resolver::~Resolver() {
  const std::lock_guard lock(shared_->mutex);
  shared_->stopping = true;
  shared_->changed.notify_all();
}

std::optional<Addresses> Resolver::known(const std::string& host) const {
  const std::lock_guard lock(shared_->mutex);
  const auto found = shared_->names.find(host);
  if (found == shared_->names.end() || Clock::now() >= found->second.good_until) {
    return std::nullopt;
  }
  return found->second.addresses;
}

void Resolver::resolve(const std::string& host, std::shared_ptr<event::Inbox> inbox, Done done) {
  const std::lock_guard lock(shared_->mutex);
  shared_->makeRoom(Clock::now());
  Shared::Name& name = shared_->names[host];
  name.waiting.push_back({std::move(inbox), std::move(done)});
  if (name.asked) {
    return;
  }
  name.asked = true;
  shared_->queue.push_back(host);
  if (shared_->idle < shared_->queue.size() && shared_->threads < kThreads) {
    ++shared_->threads;
    std::thread([shared = shared_] { work(shared); }).detach();  // see ~Resolver()
  } else {
    shared_->changed.notify_one();
  }
}

void Resolver::work(const std::shared_ptr<Shared>& shared) {
  std::unique_lock lock(shared->mutex);
  while (true) {
    ++shared->idle;
    shared->changed.wait(lock, [&] { return shared->stopping || !shared->queue.empty(); });
    --shared->idle;
    if (shared->stopping) {
      return;
    }
    const std::string host = std::move(shared->queue.front());
    shared->queue.pop_front();
    lock.unlock();
    Addresses found = shared->lookup(host);
    lock.lock();
    Shared::Name& name = shared->names[host];
    shared->keep(name, std::move(found));
    for (Shared::Waiting& waiting : std::exchange(name.waiting, {})) {
      waiting.inbox->post(
          [done = std::move(waiting.done), addresses = name.addresses] { done(addresses); });
    }
  }
}

Resolver::Lookup Resolver::systemLookup() {
  return [](const std::string& host) -> Addresses {
    try {
      return Poco::Net::DNS::hostByName(host, Poco::Net::DNS::DNS_HINT_AI_ADDRCONFIG).addresses();
    } catch (const Poco::Exception&) {  // no such name, no such server, no answer: no address
      return {};
    }
  };
}

}  // namespace bailey::upstream
