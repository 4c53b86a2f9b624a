// What the fault upstream does with one request: bytes, their pace, and how it ends.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::fakes::upstream {

// What becomes of a connection when the bytes of an answer are out.
enum class Ending {
  kNextRequest,
  kSilence,  // stays open, says nothing more
  kClose,    // as a tidy server does: the end of TLS is announced
  kCut,      // the end of TCP without the end of TLS; without TLS the same as kClose
  kReset,    // RST, once the bytes have arrived
};

struct Answer {
  std::chrono::milliseconds delay{0};  // before the first byte
  std::string bytes = {};
  std::string repeated = {};             // follows them without end, if not empty
  std::size_t bytes_at_once = 0;         // 0: as many as the peer takes
  std::chrono::milliseconds pause = {};  // between those
  Ending ending = Ending::kNextRequest;

  // What comes after the first `sent` bytes; empty: nothing.
  [[nodiscard]] std::string_view after(std::uint64_t sent) const;
};

using Fields = std::vector<std::pair<std::string, std::string>>;

inline constexpr const char* kJson = "application/json";

// A status line, these fields and the empty line.
std::string head(int status, const Fields& fields);

// A whole answer with its Content-Length, which a status without a body does not get.
std::string message(int status, const std::string& body, const Fields& fields = {});

// Status 200 and application/json.
std::string jsonMessage(const std::string& body);

// One chunk of a chunked body.
std::string chunk(std::string_view content);

}  // namespace bailey::fakes::upstream
