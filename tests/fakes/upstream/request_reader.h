// Requests from the bytes of a connection. It takes what a client may send and no more.
#pragma once

#include "fakes/upstream/request.h"

#include <string>
#include <string_view>

namespace bailey::fakes::upstream {

// What could be read so far.
struct Reading {
  enum class State { kIncomplete, kContinueWanted, kComplete, kMalformed };

  State state = State::kIncomplete;
  UpstreamRequest request;  // when it is complete
  bool keeps_alive = true;
  std::string complaint;  // when it is malformed
};

class RequestReader {
public:
  void take(std::string_view bytes) { input_ += bytes; }

  // The next request; what follows it stays for the next call. kContinueWanted comes once for a
  // request that waits for "100 Continue" before its body.
  Reading next();

private:
  std::string input_;
  bool continued_ = false;
};

}  // namespace bailey::fakes::upstream
