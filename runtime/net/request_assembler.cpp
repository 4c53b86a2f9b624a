#include "net/request_assembler.h"

#include <string>

namespace bailey::net {
namespace {

using Outcome = RequestAssembler::Outcome;

bool hasBody(const http::RequestHead& head) {
  return head.chunked || head.content_length.value_or(0) > 0;
}

}  // namespace

RequestAssembler::Result RequestAssembler::feed(std::string_view bytes,
                                                const pipeline::CallerCertificate* certificate,
                                                AssemblerTools& tools) {
  return exchange_ == nullptr ? readHead(bytes, certificate, tools) : readBody(bytes);
}

RequestAssembler::Result RequestAssembler::readHead(std::string_view bytes,
                                                    const pipeline::CallerCertificate* certificate,
                                                    AssemblerTools& tools) {
  const http::HeadResult result = http::parseHead(bytes, scanned_, tools.limits, tools.head);
  switch (result.state) {
    case http::HeadResult::State::Incomplete:
      scanned_ = result.scanned;
      return {Outcome::NeedsHead, 0};
    case http::HeadResult::State::Refused:
      return refuse(result.error, bytes.size());
    case http::HeadResult::State::Complete:
      break;
  }
  scanned_ = 0;
  keep_alive_ = tools.head.keep_alive;
  left_unread_ = false;
  head_only_ = tools.head.method == "HEAD";
  http10_ = tools.head.minor_version == 0;
  exchange_ = tools.exchanges.take();
  exchange_->started = pipeline::Clock::now();
  exchange_->head = &tools.head;
  exchange_->certificate = certificate;
  const Result begun = begin(result.head_bytes, bytes.substr(result.head_bytes), tools);
  exchange_->head = nullptr;
  exchange_->certificate = nullptr;
  exchange_->path_secret = {};
  return begun;
}

// The head is complete: asks the pipeline whether the body is wanted at all.
RequestAssembler::Result RequestAssembler::begin(std::size_t head_bytes,
                                                 std::string_view rest,
                                                 AssemblerTools& tools) {
  const http::RequestHead& head = tools.head;
  announced_length_ = head.content_length.value_or(0);
  if (head.chunked) {
    body_.resetChunked(tools.limits.body_bytes_max);
  } else {
    body_.resetLength(announced_length_, tools.limits.body_bytes_max);
  }
  if (tools.path.begin(*exchange_) == pipeline::Step::Next) {
    send_continue_ =
        head.expect_continue && rest.empty() && announced_length_ <= tools.limits.body_bytes_max;
    Result result = readBody(rest);
    result.consumed += head_bytes;
    return result;
  }
  // Refused. A body that is here already is passed over; one that is not would have to be read to
  // its end to find the next request, so the connection ends instead.
  std::string passed_over;
  if (hasBody(head)) {
    const http::BodyResult body = body_.feed(rest, passed_over);
    exchange_->body_bytes = passed_over.size();
    if (body.state == http::BodyResult::State::Complete) {
      return {Outcome::Answered, head_bytes + body.consumed};
    }
    abandon();
    return {Outcome::Answered, head_bytes + rest.size()};
  }
  return {Outcome::Answered, head_bytes};
}

RequestAssembler::Result RequestAssembler::readBody(std::string_view bytes) {
  const http::BodyResult result = body_.feed(bytes, exchange_->body);
  exchange_->body_bytes = exchange_->body.size();
  switch (result.state) {
    case http::BodyResult::State::Incomplete:
      return {Outcome::NeedsBody, result.consumed};
    case http::BodyResult::State::Refused:
      return refuse(result.error, bytes.size());
    case http::BodyResult::State::Complete:
      break;
  }
  exchange_->body.reserve(exchange_->body.size() + pipeline::kBodyPadding);
  return {Outcome::Whole, result.consumed};
}

RequestAssembler::Result RequestAssembler::refuse(http::FramingError error, std::size_t consumed) {
  abandon();
  refusal_ = error;
  return {Outcome::Answered, consumed};
}

}  // namespace bailey::net
