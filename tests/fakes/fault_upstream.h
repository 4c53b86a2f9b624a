// A CRM that misbehaves: a real HTTP/1.1 server on the loopback whose paths are faults.
//
//   /ok /echo                        200 and JSON; /echo says what it was asked
//   /hang /hang/head /hang/body      no answer, half a status line, half a body; then silence
//   /drip /slow/N                    a byte each 50 ms; whole, but N ms late
//   /reset/N /close/N /cut/N         RST, tidy end, end without TLS's after N bytes of the answer
//   /closeidle                       answers with keep-alive and closes
//   /once?key=K                      closes without an answer; answers from the second time on
//   /short /long                     Content-Length says more, or less, than comes
//   /nochunkend /badchunk            chunked, but without the last chunk, with a wrong one
//   /garbage /http09                 no HTTP/1.1 at all
//   /headers/N /headerflood          N fields; fields without end
//   /endless /large/N                a body without end; a JSON array of N bytes
//   /interim/N                       N times 103 before the answer
//   /gzip /gzip/cut /gzip/bomb       gzip; half of one; 200 MiB in one
//   /deflate /deflate/raw            with zlib's frame and without
//   /text /json/invalid /json/truncated /empty   framed well, but not the JSON one wants
//   /status/N?retry_after=V&field=NAME:VALUE     that status, with these fields
//   /redirect?to=URL                 302
//
// Others are 404. tests/fakes/upstream/behaviours.cpp is the table.
#pragma once

#include "fakes/upstream/request.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace bailey::fakes {

enum class Transport { kPlain, kTls };

// What is wrong with the whole server. All but the first two are faults of TLS.
enum class ServerFault {
  kNone,
  kAcceptsNothing,  // connecting to it hangs
  kSelfSigned,
  kWrongName,
  kExpired,
  kNotYetValid,
  kBefore12,           // knows TLS 1.0 and 1.1 only
  kPlainText,          // answers the first bytes with HTTP
  kClosesInHandshake,  // at the first bytes
  kSilentInHandshake,
};

struct FaultUpstreamOptions {
  Transport transport = Transport::kTls;
  ServerFault fault = ServerFault::kNone;
  std::uint16_t port = 0;  // 0: any free one
};

// One thread, however many connections hang. Any thread may call everything.
class FaultUpstream {
public:
  // Serves when this returns. Throws std::runtime_error.
  explicit FaultUpstream(FaultUpstreamOptions options = {});
  FaultUpstream(const FaultUpstream&) = delete;
  FaultUpstream& operator=(const FaultUpstream&) = delete;
  FaultUpstream(FaultUpstream&&) = delete;
  FaultUpstream& operator=(FaultUpstream&&) = delete;

  // Breaks what is still connected.
  ~FaultUpstream();

  // "https://localhost:PORT" or "http://...", to which a path is appended.
  [[nodiscard]] std::string url() const;
  [[nodiscard]] std::uint16_t port() const;

  // PEM of the authority to trust. With kSelfSigned it did not sign anything.
  [[nodiscard]] std::filesystem::path ca() const;

  // From now on every request is answered as if its target were this one, such as "/reset/0";
  // empty: as its own. It is counted under its own path all the same.
  void answerAllAs(const std::string& target);

  // Requests read to their end, by their path without the query; of all paths.
  [[nodiscard]] std::uint64_t requests(const std::string& path) const;
  [[nodiscard]] std::uint64_t requests() const;

  // What arrived and was no HTTP/1.1 request.
  [[nodiscard]] std::uint64_t malformedRequests() const;

  // The last 100, oldest first.
  [[nodiscard]] std::vector<UpstreamRequest> latestRequests() const;

  // Accepted so far; those that neither side has ended.
  [[nodiscard]] std::uint64_t connections() const;
  [[nodiscard]] std::uint64_t openConnections() const;

  // TLS handshakes that came to their end; those of them that resumed a session; the others.
  [[nodiscard]] std::uint64_t handshakes() const;
  [[nodiscard]] std::uint64_t resumptions() const;
  [[nodiscard]] std::uint64_t failedHandshakes() const;

  // Wait until there are as many, or more, requests to this path; until so many connections, or
  // fewer, are open; until a handshake has failed. False: not within half a minute.
  [[nodiscard]] bool waitForRequests(const std::string& path, std::uint64_t count) const;
  [[nodiscard]] bool waitForOpenConnectionsAtMost(std::uint64_t count) const;
  [[nodiscard]] bool waitForFailedHandshake() const;

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace bailey::fakes
