// One thread that serves a share of the connections: waits for their sockets, their deadlines and
// the replies of plugins, and never for anything else.
#pragma once

#include "config/settings.h"
#include "event/loop.h"
#include "generation/active_generation.h"
#include "generation/front.h"
#include "net/connection_budget.h"
#include "net/deadlines.h"
#include "net/exchange_pool.h"
#include "net/listener.h"
#include "net/request_assembler.h"
#include "pipeline/request_path.h"
#include "upstream/service.h"

#include <array>
#include <atomic>
#include <ctime>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <typeinfo>
#include <unordered_map>
#include <vector>

namespace bailey::net {

class Connection;

// What all loops share. Everything referred to outlives them; `active` holds a generation.
struct Surroundings {
  const generation::ActiveGeneration& active;
  pipeline::WorkerPool& workers;
  pipeline::ActionClaims& claims;
  upstream::Service& upstream;
  observability::Log& log;
  Listener& listener;
  ConnectionBudget& budget;
  const std::size_t loops;
};

// stop() from any thread; run() once, on the loop's own; everything below it for its connections.
class EventLoop {
public:
  explicit EventLoop(const Surroundings& surroundings);
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  EventLoop(EventLoop&&) = delete;
  EventLoop& operator=(EventLoop&&) = delete;
  ~EventLoop();

  // Returns when stop() was called and every request on its way was answered or ran out of time.
  void run();

  // Accepts nobody any more, leaves idle connections, answers what is on its way until `hard`.
  void stop(Clock::time_point hard);

  // Makes it turn once, which turns() then shows: a loop that is held does not. Any thread.
  void nudge() { loop_.inbox()->wake(); }

  [[nodiscard]] std::uint64_t turns() const { return turns_.load(std::memory_order_relaxed); }

  // ---- for connections ----

  // Both may be others in the next turn.
  [[nodiscard]] const config::Server& settings() const { return front_->settings; }

  [[nodiscard]] const std::shared_ptr<const generation::Front>& front() const { return front_; }

  [[nodiscard]] pipeline::RequestPath& path() { return path_; }

  [[nodiscard]] Deadlines& deadlines() { return deadlines_; }

  [[nodiscard]] ExchangePool& exchanges() { return exchanges_; }

  [[nodiscard]] AssemblerTools& assemblerTools() { return assembler_tools_; }

  [[nodiscard]] const pipeline::Completion& completion() const { return completion_; }

  // The time at which this turn of the loop began.
  [[nodiscard]] Clock::time_point now() const { return loop_.now(); }

  // For the Date header; new every second.
  [[nodiscard]] std::string_view date() const { return date_; }

  [[nodiscard]] std::span<char> inputScratch() { return input_; }

  [[nodiscard]] std::string& outputScratch() { return output_; }

  [[nodiscard]] bool stopping() const { return stopping_; }

  [[nodiscard]] bool buffersAreFull() const { return buffered_ > buffered_max_; }

  void accountBuffered(std::size_t before, std::size_t after) { buffered_ += after - before; }

  // Wakes `connection` for these epoll events from now on.
  void watch(Connection& connection, std::uint32_t events);

  // Calls `act`; an exception, which only a lack of memory or files can cause, costs this
  // connection and no other.
  template <typename Act>
  void guard(Connection& connection, Act&& act) {
    try {
      act();
    } catch (const std::exception& thrown) {
      giveUp(connection, typeid(thrown).name());
    }
  }

  // The reply to `exchange` goes to `connection`, unless it is forgotten first.
  void awaitReply(const pipeline::Exchange& exchange, Connection& connection);
  void forgetReply(const pipeline::Exchange& exchange);

  // Destroys a closed connection when nothing of it is on the stack any more.
  void bury(Connection& connection);

private:
  static constexpr std::size_t kInputBytes = 64 * 1024;

  // Hears of callers at the listener.
  class Doorbell final : public event::Handler {
  public:
    explicit Doorbell(EventLoop& loop) : loop_(loop) {}

    void onReady(std::uint32_t /*events*/) override { loop_.acceptSome(); }

  private:
    EventLoop& loop_;
  };

  // Goes on with the newest generation's front, if there is another.
  void adoptFront();
  [[nodiscard]] std::optional<Clock::time_point> nextDue() const;
  void turn();
  void acceptSome();
  void admit(const Accepted& accepted);
  void giveUp(Connection& connection, const char* thrown);
  void listen(bool on);
  void take(std::shared_ptr<pipeline::Exchange> exchange, pipeline::Reply reply);
  void deliver(const pipeline::Exchange& exchange, pipeline::Reply reply);
  void expire();
  void tellTime();
  void beginStop();
  void clearGraves();

  const Surroundings around_;
  event::Loop loop_;
  std::thread::id thread_;  // the one in run()
  Doorbell doorbell_{*this};
  std::uint64_t published_count_;
  std::shared_ptr<const generation::Front> front_;  // never the whole generation: its plugins would
                                                    // stay mapped while nothing happens
  std::unique_ptr<upstream::Client> client_;
  pipeline::RequestPath path_;
  ExchangePool exchanges_;
  AssemblerTools assembler_tools_;
  const pipeline::Completion completion_;
  std::size_t buffered_max_;
  Deadlines deadlines_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::vector<std::unique_ptr<Connection>> graves_;
  std::unordered_map<const pipeline::Exchange*, Connection*> awaited_;
  std::array<char, kInputBytes> input_{};
  std::string output_;
  std::string date_;
  std::time_t date_second_ = 0;
  Clock::time_point accept_again_ = Clock::time_point::min();
  std::size_t buffered_ = 0;
  bool listening_ = false;
  bool stopping_ = false;
  std::atomic<std::uint64_t> turns_{0};
  std::atomic<bool> stop_wanted_{false};
  std::atomic<Clock::time_point> hard_stop_{Clock::time_point::max()};
};

}  // namespace bailey::net
