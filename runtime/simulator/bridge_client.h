// Talkdesk's side of the connection to one host: HTTPS, one keep-alive connection, one call at a
// time. (contract.md §1.1)
#pragma once

#include "core/result.h"
#include "simulator/bridge_url.h"
#include "simulator/response_reader.h"
#include "simulator/tls_connection.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/SocketAddress.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::simulator {

struct Answer {
  int status = 0;
  std::string content_type;  // As sent; empty when absent.
  std::string allow;         // The Allow field, for 405; empty when absent.
  std::string body;
  std::chrono::microseconds duration{0};  // First byte sent to last byte received.
};

// What a repeated call may do to the CRM.
enum class Effect : std::uint8_t { Unset = 0, Reads, Writes };

struct Call {
  Effect effect = Effect::Unset;
  std::string_view target;  // As it goes onto the request line, like "/demo/contact_sync".
  std::string_view body;    // JSON, or what content_type says.
  std::string_view method = "POST";
  std::string_view content_type = "application/json";
  std::string_view authorization = "";  // The field's value; empty: no such field.
};

struct ClientOptions {
  // PEM file of the authorities to believe; empty: the system's.
  std::filesystem::path ca_file;
  // For one whole call: connecting, sending, waiting, receiving. contract.md C21 names 10 s as the
  // time a bridge may take; the rest is for the network.
  std::chrono::milliseconds call_deadline{12'000};
};

// Not thread-safe.
class BridgeClient {
public:
  static constexpr std::size_t kBodyBytesMax = 64UL * 1024 * 1024;

  // For the host and port of `url`. Reads the CA file and resolves the host, once: no later call
  // waits for a resolver.
  static core::Result<std::unique_ptr<BridgeClient>> create(const BridgeUrl& url,
                                                            const ClientOptions& options);

  // Never follows a redirect. When the bridge has closed the kept connection without an answer, a
  // call that only reads is repeated once on a new one; one that writes is not, as nobody knows
  // what became of it.
  core::Result<Answer, CallError> call(const Call& call);

private:
  struct Attempt {
    core::Result<Response, CallError> result;
    bool answer_began = false;
    std::chrono::microseconds duration{0};
  };

  BridgeClient(const BridgeUrl& url,
               std::vector<Poco::Net::SocketAddress> addresses,
               Poco::Net::Context::Ptr context,
               std::chrono::milliseconds call_deadline);

  [[nodiscard]] std::string requestFor(const Call& call) const;
  std::optional<CallError> ensureConnection(Deadline deadline);
  Attempt attempt(std::string_view request, Deadline deadline);

  const std::string host_;
  const std::string authority_;
  const std::vector<Poco::Net::SocketAddress> addresses_;
  const Poco::Net::Context::Ptr context_;
  const std::chrono::milliseconds call_deadline_;
  std::unique_ptr<TlsConnection> connection_;
};

}  // namespace bailey::simulator
