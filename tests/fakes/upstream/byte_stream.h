// The bytes of one connection, with TLS or without. Nothing here waits.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace bailey::fakes::upstream {

enum class Io {
  kDone,
  kBlocked,       // until the socket is ready, see ByteStream::wantsToWrite()
  kDisconnected,  // the peer has ended or broken it
};

class ByteStream {
public:
  // Takes over the accepted, non-blocking socket. Without a context there is no TLS.
  ByteStream(int fd, ssl_ctx_st* context);
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  ByteStream(ByteStream&&) = delete;
  ByteStream& operator=(ByteStream&&) = delete;
  ~ByteStream();

  // kDone at once without TLS.
  Io shakeHands();

  // Appends what has arrived to `bytes`.
  Io read(std::string& bytes);

  // Says how many bytes it took.
  Io write(std::string_view bytes, std::size_t& taken);

  // Whether kBlocked waits for room to write rather than for bytes to read.
  [[nodiscard]] bool wantsToWrite() const { return wants_to_write_; }

  // Whether a session of an earlier connection was resumed.
  [[nodiscard]] bool isResumed() const;

  // Whether all that was written has arrived at the peer's machine.
  [[nodiscard]] bool isDelivered() const;

  // Says that nothing more will come: of TLS, if `politely`, and of TCP.
  void endWriting(bool politely);

  // Lets the destructor send RST.
  void reset() const;

private:
  struct FreeSsl {
    void operator()(ssl_st* ssl) const;
  };

  // What a result of OpenSSL means.
  Io judge(int result);

  int fd_;
  std::unique_ptr<ssl_st, FreeSsl> ssl_;  // null without TLS
  bool wants_to_write_ = false;
};

}  // namespace bailey::fakes::upstream
