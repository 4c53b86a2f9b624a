// One connection of the fault upstream: handshake, request, answer, and again.
#pragma once

#include "fakes/upstream/answer.h"
#include "fakes/upstream/behaviours.h"
#include "fakes/upstream/byte_stream.h"
#include "fakes/upstream/records.h"
#include "fakes/upstream/request_reader.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace bailey::fakes::upstream {

using Clock = std::chrono::steady_clock;

// What all connections of a server share; outlives them.
struct House {
  Behaviours& behaviours;
  Records& records;
  ssl_ctx_st* tls = nullptr;                  // null: none
  std::optional<Answer> to_first_bytes = {};  // instead of TLS and HTTP, whatever they are
};

// When a connection wants to run again, beside when something arrives.
struct Wish {
  bool over = false;  // it wants to be gone
  bool writable = false;
  std::optional<Clock::time_point> at = {};
};

// Used by the thread of the loop only.
class Connection {
public:
  Connection(int fd, std::uint64_t number, const House& house);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Connection(Connection&&) = delete;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  // Goes on as far as it can without waiting.
  Wish run(Clock::time_point now);

private:
  enum class State { kHandshake, kRequest, kAnswer, kReset, kSilence, kOver };

  // Each returns what it waits for, or nothing when the next state can run.
  std::optional<Wish> shakeHands();
  std::optional<Wish> readRequest(Clock::time_point now);
  std::optional<Wish> sendAnswer(Clock::time_point now);
  std::optional<Wish> sendReset(Clock::time_point now);

  // False: the peer is gone.
  bool takeInput();
  void begin(Answer answer, Clock::time_point now);
  void end();

  const House& house_;
  const std::uint64_t number_;
  ByteStream stream_;
  RequestReader reader_;
  State state_ = State::kHandshake;
  bool heard_ = false;  // any byte
  Answer answer_;
  std::uint64_t sent_ = 0;
  Clock::time_point resumes_at_;
};

}  // namespace bailey::fakes::upstream
