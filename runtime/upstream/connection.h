// One connection to a CRM: made, used for one request after the other, and kept in between.
#pragma once

#include "event/loop.h"
#include "upstream/answer.h"
#include "upstream/answer_reader.h"
#include "upstream/transport.h"

#include <Poco/Net/SocketAddress.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace bailey::upstream {

// How a connection is made.
struct Endpoint {
  Poco::Net::SocketAddress address;
  TlsTrust trust;    // null: without TLS
  std::string host;  // whose certificate has to be shown
  std::shared_ptr<TlsSession> session;
};

// Belongs to one loop. Has one user at a time, who hears of it from inside onReady() and may give
// it away then, but must not destroy it before the turn is over.
class Connection final : public event::Handler, public event::TimerHandler {
public:
  class User {
  public:
    User() = default;
    User(const User&) = delete;
    User& operator=(const User&) = delete;
    User(User&&) = delete;
    User& operator=(User&&) = delete;

    // It can be used for a first request.
    virtual void onConnected() = 0;

    // The answer to the request, whole.
    virtual void onAnswer(AnswerPtr answer) = 0;

    // It is of no use any more, whatever it was doing.
    virtual void onTrouble(Connection& connection, Trouble trouble) = 0;

  protected:
    virtual ~User() = default;
  };

  // Begins to connect. Throws Poco::Exception when that fails at once. `scratch` is the loop's, for
  // what is read.
  Connection(event::Loop& loop, std::span<char> scratch, Endpoint endpoint, User& user);
  ~Connection() override;

  // Sends `request`, the bytes of one, and tells `user` of the answer. REQUIRES: it is connected,
  // and no other request is under way.
  void send(std::string request, bool head_request, std::size_t body_bytes_max, User& user);

  // Nothing is asked for now. `user` hears when the CRM ends it, or after `patience`.
  void park(User& user, event::Clock::duration patience);

  // Its user does not want to hear of it any more, nor does anybody else: what is left is to
  // destroy it, not before the turn is over.
  void abandon();

  // After an answer: whether it is good for another request.
  [[nodiscard]] bool isReusable() const { return state_ == State::Idle; }

  // Whether the CRM has not given it up meanwhile, as far as one can know.
  [[nodiscard]] bool isAlive() { return state_ == State::Idle && transport_.isQuiet(); }

  // Whether it has carried a request before this one.
  [[nodiscard]] bool isUsed() const { return requests_ > 1; }

  // Whether bytes of the request have left.
  [[nodiscard]] bool hasSent() const { return sent_ > 0; }

private:
  enum class State : std::uint8_t { Connecting, Handshaking, Idle, Exchanging, Over };

  void onReady(std::uint32_t events) override;
  void onTimer() override;
  void finishConnect();
  void shakeHands();
  void flush();
  void receive();
  void take(AnswerReader::State state);
  void fail(Trouble trouble);
  void forgetRequest();
  void watch(std::uint32_t events);

  event::Loop& loop_;
  const std::span<char> scratch_;
  const Endpoint endpoint_;
  Transport transport_;
  User* user_;
  event::Timer timer_;
  State state_ = State::Connecting;
  std::string request_;
  std::size_t sent_ = 0;
  std::size_t requests_ = 0;
  std::optional<AnswerReader> reader_;
};

}  // namespace bailey::upstream
