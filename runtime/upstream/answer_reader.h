// From bytes of a connection to one whole answer, or to why there is none. No sockets.
#pragma once

#include "http/answer_head.h"
#include "http/body_decoder.h"
#include "upstream/answer.h"
#include "upstream/inflater.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::upstream {

// For one answer.
class AnswerReader {
public:
  // `head_request`: the request was HEAD. A body longer than `body_bytes_max`, decoded, is refused.
  AnswerReader(bool head_request, std::size_t body_bytes_max);

  enum class State : std::uint8_t {
    More,   // give it more bytes
    Whole,  // take() the answer
    Broken  // trouble() says why
  };

  // `bytes` are what came next.
  State feed(std::string_view bytes);

  // The peer has closed its side; `properly`: with a word, so that nobody cut it off.
  State end(bool properly);

  // Whether a byte of the answer has come.
  [[nodiscard]] bool hasBegun() const { return begun_; }

  [[nodiscard]] Trouble trouble() const { return trouble_; }

  // Whether the connection is good for another request. REQUIRES: Whole
  [[nodiscard]] bool mayReuse() const { return may_reuse_; }

  // REQUIRES: Whole
  [[nodiscard]] AnswerPtr take() { return std::move(answer_); }

private:
  enum class Part : std::uint8_t { Head, Body, Whole, Broken };

  std::string_view readHead(std::string_view bytes);
  void beginBody(const http::AnswerHead& head);
  void readBody(std::string_view bytes);
  void readRest(std::string_view bytes);
  bool decode(std::string_view data);
  void finish();
  void refuse(Trouble trouble);
  [[nodiscard]] State state() const;

  const bool head_request_;
  const std::size_t body_bytes_max_;
  AnswerPtr answer_ = std::make_unique<Answer>();
  Part part_ = Part::Head;
  std::size_t scanned_ = 0;
  int interim_answers_ = 0;
  http::BodyFraming framing_ = http::BodyFraming::None;
  http::BodyDecoder decoder_;
  std::unique_ptr<Inflater> inflater_;
  std::string coded_;  // what the decoder gave and the inflater has not read
  bool begun_ = false;
  bool may_reuse_ = false;
  Trouble trouble_ = Trouble::None;
};

}  // namespace bailey::upstream
