// A caller without TLS who says exactly these bytes and sees how the connection ends.
#pragma once

#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>

#include <array>
#include <cstdint>
#include <string>

namespace bailey::fakes {

class PlainClient {
public:
  enum class End { kNone, kTidy, kReset };

  explicit PlainClient(std::uint16_t port) : socket_(Poco::Net::SocketAddress("127.0.0.1", port)) {
    constexpr int kPatience = 30;
    socket_.setReceiveTimeout(Poco::Timespan(kPatience, 0));
  }

  void send(const std::string& bytes) {
    socket_.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
  }

  void get(const std::string& target) { send("GET " + target + " HTTP/1.1\r\nHost: l\r\n\r\n"); }

  // At least so many bytes, fewer only when the connection ends before; end() says how.
  std::string read(std::size_t count) {
    std::string all;
    std::array<char, 65536> block{};
    while (all.size() < count && end_ == End::kNone) {
      try {
        const int n = socket_.receiveBytes(block.data(), static_cast<int>(block.size()));
        all.append(block.data(), static_cast<std::size_t>(n));
        end_ = n == 0 ? End::kTidy : End::kNone;
      } catch (const Poco::Net::ConnectionResetException&) {
        end_ = End::kReset;
      }
    }
    return all;
  }

  std::string readToEnd() { return read(std::string::npos); }

  [[nodiscard]] End end() const { return end_; }

  // Whether nothing comes within this time, not even an end.
  [[nodiscard]] bool hearsNothing(Poco::Timespan::TimeDiff microseconds) const {
    return !socket_.poll(microseconds, Poco::Net::Socket::SELECT_READ);
  }

private:
  Poco::Net::StreamSocket socket_;
  End end_ = End::kNone;
};

}  // namespace bailey::fakes
