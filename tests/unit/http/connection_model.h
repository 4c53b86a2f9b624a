// What a connection does with the codec, without the connection: receives bytes in pieces, reads
// one message, stops. Shared by the unit tests and the fuzz target, so that both drive it alike.
#pragma once

#include "http/body_decoder.h"
#include "http/limits.h"
#include "http/request_head.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::http {

// Everything one can tell about a message, in values of its own, so that two can be compared.
struct Outcome {
  enum class State : std::uint8_t { Incomplete, Complete, Refused };

  State state = State::Incomplete;
  FramingError error = FramingError::None;
  std::size_t message_bytes =
      0;  // Complete: head and body on the wire; the rest is the next message
  bool head_complete = false;
  // of the head, once complete
  std::string method;
  std::string target;
  std::string path;
  std::string fields;  // "name: value\n" each
  std::optional<std::uint64_t> content_length;
  int minor_version = 0;
  bool chunked = false;
  bool keep_alive = false;
  bool expect_continue = false;
  bool has_content_coding = false;
  std::string body;

  bool operator==(const Outcome&) const = default;
};

class ConnectionModel {
public:
  explicit ConnectionModel(const Limits& limits) : limits_(limits) {}

  void receive(std::string_view bytes) {
    // A fresh copy each time: the head must not live on views into the buffer of an earlier call.
    buffer_ = std::string(buffer_).append(bytes);
    if (outcome_.state == Outcome::State::Incomplete && !outcome_.head_complete) {
      readHead();
    }
    if (outcome_.state == Outcome::State::Incomplete && outcome_.head_complete) {
      readBody();
    }
  }

  [[nodiscard]] const Outcome& outcome() const { return outcome_; }

  // The head as the last receive() left it; its views point into buffer().
  [[nodiscard]] const RequestHead& head() const { return head_; }

  [[nodiscard]] std::string_view buffer() const { return buffer_; }

private:
  void readHead() {
    const HeadResult result = parseHead(buffer_, scanned_, limits_, head_);
    scanned_ = result.scanned;
    if (result.state == HeadResult::State::Refused) {
      refuse(result.error);
    } else if (result.state == HeadResult::State::Complete) {
      body_pos_ = result.head_bytes;
      keepHead();
      if (head_.chunked) {
        decoder_.resetChunked(limits_.body_bytes_max);
      } else {
        decoder_.resetLength(head_.content_length.value_or(0), limits_.body_bytes_max);
      }
    }
  }

  void readBody() {
    const BodyResult result =
        decoder_.feed(std::string_view(buffer_).substr(body_pos_), outcome_.body);
    body_pos_ += result.consumed;
    if (result.state == BodyResult::State::Refused) {
      refuse(result.error);
    } else if (result.state == BodyResult::State::Complete) {
      outcome_.state = Outcome::State::Complete;
      outcome_.message_bytes = body_pos_;
    }
  }

  void refuse(FramingError error) {
    outcome_.state = Outcome::State::Refused;
    outcome_.error = error;
  }

  void keepHead() {
    outcome_.head_complete = true;
    outcome_.method = head_.method;
    outcome_.target = head_.target;
    outcome_.path = head_.path;
    for (std::size_t i = 0; i < head_.field_count; ++i) {
      const Field& field = head_.fields[i];
      outcome_.fields.append(field.name).append(": ").append(field.value).append("\n");
    }
    outcome_.content_length = head_.content_length;
    outcome_.minor_version = head_.minor_version;
    outcome_.chunked = head_.chunked;
    outcome_.keep_alive = head_.keep_alive;
    outcome_.expect_continue = head_.expect_continue;
    outcome_.has_content_coding = head_.has_content_coding;
  }

  Limits limits_;
  std::string buffer_;
  std::size_t scanned_ = 0;
  std::size_t body_pos_ = 0;
  RequestHead head_;
  BodyDecoder decoder_;
  Outcome outcome_;
};

// The outcome when `message` arrives in pieces of `piece_bytes`, 0 meaning all at once.
inline Outcome outcomeOf(std::string_view message,
                         std::size_t piece_bytes = 0,
                         const Limits& limits = {}) {
  ConnectionModel model(limits);
  const std::size_t step =
      piece_bytes == 0 ? std::max<std::size_t>(message.size(), 1) : piece_bytes;
  for (std::size_t pos = 0; pos < message.size(); pos += step) {
    model.receive(message.substr(pos, step));
  }
  return model.outcome();
}

}  // namespace bailey::http
