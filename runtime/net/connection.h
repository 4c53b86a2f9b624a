// One caller's connection: handshake, requests and answers in turn, good-bye.
#pragma once

#include "event/loop.h"
#include "generation/front.h"
#include "net/deadlines.h"
#include "net/request_assembler.h"
#include "net/tls_stream.h"
#include "pipeline/caller_certificate.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace bailey::net {

class EventLoop;

// Belongs to one event loop, which calls it when its socket is ready, its deadline passed or its
// reply came. It never waits. While it is idle it holds no buffer.
class Connection final : public event::Handler {
public:
  Connection(EventLoop& loop, const Poco::Net::StreamSocket& socket, std::string address);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Connection(Connection&&) = delete;
  Connection& operator=(Connection&&) = delete;
  ~Connection() override;

  void onReady(std::uint32_t events) override;
  void onDeadline();
  void onReply(pipeline::Reply reply);

  // The loop is about to stop: leaves now unless a request is on its way.
  void onStop();

  // Ends it at once with a word to the peer. Whatever it was doing is given up.
  void close();

  [[nodiscard]] bool closed() const { return state_ == State::Closed; }

  [[nodiscard]] int fd() const { return stream_.fd(); }

  [[nodiscard]] const std::string& address() const { return address_; }

  // The loop's bookkeeping.
  Deadlines::Place place;
  std::size_t index = 0;  // in the loop's list

private:
  enum class State : std::uint8_t {
    Handshaking,
    Receiving,  // a request, or the wait for one
    Serving,    // a plugin has it
    Sending,    // the rest of an answer waits for the socket
    Lingering,
    Closed,
  };

  void goOn(std::uint32_t events);
  void shakeHands();
  void receive();
  void process(std::string_view bytes);
  bool step(std::string_view& bytes);
  void awaitMore(RequestAssembler::Outcome outcome, std::string_view bytes);
  void keep(std::string_view bytes);
  void serve();
  void respond();
  void answer(const pipeline::Reply& reply, const std::shared_ptr<pipeline::Exchange>& exchange);
  void send(std::string_view bytes);
  void flush();
  void afterAnswer();
  void linger();
  void resume();
  void account();
  [[nodiscard]] bool hasBegunRequest() const;
  [[nodiscard]] bool isNewcomer() const;

  EventLoop& loop_;
  // Its TLS context outlives the stream here and not by Poco's own count alone, so that it ends
  // where ThreadSanitizer sees that everybody is done with it.
  const std::shared_ptr<const generation::Front> front_;
  TlsStream stream_;
  const std::string address_;
  State state_ = State::Handshaking;
  bool close_after_answer_ = false;
  RequestAssembler assembler_;
  std::string pending_;  // received, not consumed
  std::string unsent_;
  std::size_t accounted_ = 0;  // bytes this connection has told the loop it holds
  std::size_t lingered_ = 0;
  std::unique_ptr<pipeline::CallerCertificate> certificate_;
};

}  // namespace bailey::net
