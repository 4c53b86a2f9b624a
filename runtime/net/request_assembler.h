// From the bytes of one connection to exchanges: head, then pipeline, then body, strictly in turn.
#pragma once

#include "http/body_decoder.h"
#include "http/request_head.h"
#include "net/exchange_pool.h"
#include "pipeline/request_path.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace bailey::net {

// What the assemblers of one loop share.
struct AssemblerTools {
  http::Limits limits;
  pipeline::RequestPath& path;
  ExchangePool& exchanges;
  http::RequestHead head;  // scratch: large, and only used within one call
};

// One per connection; belongs to its loop.
class RequestAssembler {
public:
  enum class Outcome : std::uint8_t {
    Unset = 0,
    NeedsHead,  // a head is not complete yet, or has not begun
    NeedsBody,  // a body is not complete yet
    Whole,      // exchange() is ready for RequestPath::serve()
    Answered,   // exchange() has its reply, or refusal() says what to answer to what is no request
  };

  struct Result {
    Outcome outcome = Outcome::Unset;
    std::size_t consumed = 0;
  };

  // Takes from `bytes`, which is everything received and not consumed yet, at most one request.
  Result feed(std::string_view bytes,
              const pipeline::CallerCertificate* certificate,
              AssemblerTools& tools);

  // Null when the bytes were no request at all.
  [[nodiscard]] const std::shared_ptr<pipeline::Exchange>& exchange() const { return exchange_; }

  [[nodiscard]] std::shared_ptr<pipeline::Exchange> releaseExchange() {
    return std::move(exchange_);
  }

  [[nodiscard]] http::FramingError refusal() const { return refusal_; }

  // False when the connection must end with this answer: the caller wishes it, or nobody knows
  // where the next request begins.
  [[nodiscard]] bool keepAlive() const { return keep_alive_; }

  // True when the caller may still be sending what nobody will read.
  [[nodiscard]] bool leftUnread() const { return left_unread_; }

  // True once per request whose caller waits for a word before it sends the body.
  [[nodiscard]] bool takeContinue() { return std::exchange(send_continue_, false); }

  [[nodiscard]] bool headOnly() const { return head_only_; }

  [[nodiscard]] bool http10() const { return http10_; }

  // The body's length as announced; 0 when it was not.
  [[nodiscard]] std::uint64_t announcedLength() const { return announced_length_; }

  // Gives up on the request that is on its way.
  void abandon() {
    keep_alive_ = false;
    left_unread_ = true;
  }

private:
  Result readHead(std::string_view bytes,
                  const pipeline::CallerCertificate* certificate,
                  AssemblerTools& tools);
  Result begin(std::size_t head_bytes, std::string_view rest, AssemblerTools& tools);
  Result readBody(std::string_view bytes);
  Result refuse(http::FramingError error, std::size_t consumed);

  std::shared_ptr<pipeline::Exchange> exchange_;
  http::BodyDecoder body_;
  std::uint64_t announced_length_ = 0;
  std::size_t scanned_ = 0;
  http::FramingError refusal_ = http::FramingError::None;
  bool keep_alive_ = true;
  bool left_unread_ = false;
  bool send_continue_ = false;
  bool head_only_ = false;
  bool http10_ = false;
};

}  // namespace bailey::net
