#include "upstream/service.h"

#include <chrono>
#include <condition_variable>
#include <thread>
#include <utility>

namespace bailey::upstream {
namespace {

// How soon somebody who waits hears that nobody waits for him any more.
constexpr std::chrono::milliseconds kLookAround{100};

// Where an answer crosses from the loop to the thread that waits.
class Handover {
public:
  void give(AnswerPtr answer) {
    const std::lock_guard lock(mutex_);
    answer_ = std::move(answer);
    given_.notify_one();
  }

  // Null: not yet.
  AnswerPtr takeWithin(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    given_.wait_for(lock, time, [this] { return answer_ != nullptr; });
    return std::move(answer_);
  }

private:
  std::mutex mutex_;
  std::condition_variable given_;
  AnswerPtr answer_;  // guarded by mutex_
};

}  // namespace

// The thread that does the waiting ones' calls.
class Service::Background {
public:
  explicit Background(std::unique_ptr<ClientLoop> loop)
      : on_(std::move(loop)),
        inbox_(on_->loop.inbox()),
        thread_([this] { run(); }) {}

  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  Background(Background&&) = delete;
  Background& operator=(Background&&) = delete;

  ~Background() {
    inbox_->post([this] { stopping_ = true; });
    thread_.join();
  }

  // Runs `task` with the client, on its thread.
  void post(std::function<void(Client&)> task) {
    inbox_->post([this, task = std::move(task)] { task(on_->client); });
  }

private:
  void run() {
    while (!stopping_) {
      on_->loop.turn();
    }
  }

  const std::unique_ptr<ClientLoop> on_;
  const std::shared_ptr<event::Inbox> inbox_;
  bool stopping_ = false;  // the thread's own
  std::thread thread_;     // last: it uses everything above
};

Service::Service(observability::Log& log) : log_(log) {}

Service::~Service() = default;

Service::Background& Service::background() {
  const std::lock_guard lock(mutex_);
  if (background_ == nullptr) {
    background_ = std::make_unique<Background>(makeClientLoop());
  }
  return *background_;
}

AnswerPtr Service::fetch(std::shared_ptr<const Gateway> gateway,
                         Request request,
                         event::Clock::time_point deadline,
                         const std::atomic<bool>& cancelled) {
  struct Shared {
    Request request;
    Handover handover;
    Client::CallId call = 0;  // the loop's own
  };

  const auto shared = std::make_shared<Shared>();
  shared->request = std::move(request);
  Background& loop = background();
  loop.post([shared, gateway = std::move(gateway), deadline](Client& client) {
    shared->call =
        client.start(gateway, std::move(shared->request), deadline, [shared](AnswerPtr answer) {
          shared->handover.give(std::move(answer));
        });
  });
  bool told = false;
  while (true) {
    if (AnswerPtr answer = shared->handover.takeWithin(kLookAround)) {
      return answer;
    }
    if (!told && cancelled.load(std::memory_order_relaxed)) {
      told = true;
      loop.post([shared](Client& client) { client.cancel(shared->call); });
    }
  }
}

}  // namespace bailey::upstream
