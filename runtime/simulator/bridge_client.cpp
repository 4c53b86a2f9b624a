#include "simulator/bridge_client.h"

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>

#include <array>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr int kChainLengthMax = 9;
// For TLS 1.2; the suites of 1.3 are all good. Forward secrecy and authenticated ciphers only.
constexpr const char* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM";

core::Result<Poco::Net::Context::Ptr> makeContext(const std::filesystem::path& ca_file) {
  using Poco::Net::Context;
  try {
    Context::Ptr context = new Context(Context::TLS_CLIENT_USE,
                                       "",
                                       "",
                                       ca_file.string(),
                                       Context::VERIFY_STRICT,  // Poco's default skips loopback.
                                       kChainLengthMax,
                                       ca_file.empty(),
                                       kCiphers);
    context->enableExtendedCertificateVerification(true);
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    return context;
  } catch (const Poco::Exception& exception) {
    return core::Error{"the CA certificates cannot be used: " + exception.displayText()};
  }
}

core::Result<std::vector<Poco::Net::SocketAddress>> resolve(const BridgeUrl& url) {
  try {
    // Without ADDRCONFIG, which hides loopback on a machine that has no other network.
    const Poco::Net::HostEntry host =
        Poco::Net::DNS::hostByName(url.host, Poco::Net::DNS::DNS_HINT_NONE);
    std::vector<Poco::Net::SocketAddress> addresses;
    for (const Poco::Net::IPAddress& address : host.addresses()) {
      addresses.emplace_back(address, url.port);
    }
    return addresses;
  } catch (const Poco::Exception&) {
    return core::Error{"the host name " + url.host + " has no address"};
  }
}

std::string fieldOf(const Response& response, const std::string& name) {
  const auto field = response.fields.find(name);
  return field == response.fields.end() ? std::string() : field->second;
}

}  // namespace

core::Result<std::unique_ptr<BridgeClient>> BridgeClient::create(const BridgeUrl& url,
                                                                 const ClientOptions& options) {
  auto context = makeContext(options.ca_file);
  if (!context.ok()) {
    return context.error();
  }
  auto addresses = resolve(url);
  if (!addresses.ok()) {
    return addresses.error();
  }
  return std::unique_ptr<BridgeClient>(new BridgeClient(
      url, std::move(addresses.value()), std::move(context.value()), options.call_deadline));
}

BridgeClient::BridgeClient(const BridgeUrl& url,
                           std::vector<Poco::Net::SocketAddress> addresses,
                           Poco::Net::Context::Ptr context,
                           std::chrono::milliseconds call_deadline)
    : host_(url.host),
      authority_(url.authority()),
      addresses_(std::move(addresses)),
      context_(std::move(context)),
      call_deadline_(call_deadline) {}

core::Result<Answer, CallError> BridgeClient::call(const Call& call) {
  const std::string request = requestFor(call);
  const Deadline deadline = std::chrono::steady_clock::now() + call_deadline_;
  const bool was_kept = connection_ != nullptr && connection_->quiet();
  Attempt attempted = attempt(request, deadline);
  const bool lost_kept_connection = was_kept && !attempted.result.ok() && !attempted.answer_began &&
                                    attempted.result.error().fault == CallFault::Broken;
  if (lost_kept_connection && call.effect == Effect::Reads) {
    attempted = attempt(request, deadline);
  }
  if (!attempted.result.ok()) {
    return attempted.result.error();
  }
  Response& response = attempted.result.value();
  Answer answer;
  answer.status = response.status;
  answer.content_type = fieldOf(response, "content-type");
  answer.allow = fieldOf(response, "allow");
  answer.body = std::move(response.body);
  answer.duration = attempted.duration;
  return answer;
}

std::string BridgeClient::requestFor(const Call& call) const {
  std::string request(call.method);
  request.append(" ").append(call.target).append(" HTTP/1.1\r\nHost: ");
  request.append(authority_).append("\r\nAccept: application/json\r\n");
  request.append("User-Agent: bailey-talkdesk\r\n");
  if (!call.authorization.empty()) {
    request.append("Authorization: ").append(call.authorization).append("\r\n");
  }
  if (call.method != "GET") {
    request.append("Content-Type: ").append(call.content_type).append("\r\nContent-Length: ");
    request.append(std::to_string(call.body.size())).append("\r\n");
  }
  return request.append("\r\n").append(call.body);
}

std::optional<CallError> BridgeClient::ensureConnection(Deadline deadline) {
  if (connection_ != nullptr && connection_->quiet()) {
    return std::nullopt;
  }
  connection_.reset();
  auto opened = TlsConnection::open(addresses_, host_, context_, deadline);
  if (!opened.ok()) {
    return opened.error();
  }
  connection_ = std::move(opened.value());
  return std::nullopt;
}

// One request and its answer. The connection is kept only after an answer that allows it.
BridgeClient::Attempt BridgeClient::attempt(std::string_view request, Deadline deadline) {
  if (auto error = ensureConnection(deadline)) {
    return {std::move(*error)};
  }
  std::unique_ptr<TlsConnection> connection = std::exchange(connection_, nullptr);
  const auto started = std::chrono::steady_clock::now();
  if (auto error = connection->send(request, deadline)) {
    return {std::move(*error)};
  }
  ResponseReader reader(kBodyBytesMax);
  std::array<char, 16UL * 1024> buffer{};
  bool answer_began = false;
  while (true) {
    const auto received = connection->receive(buffer.data(), buffer.size(), deadline);
    if (!received.ok()) {
      return {received.error(), answer_began};
    }
    const auto state = received.value() == 0
                           ? reader.end()
                           : reader.take(std::string_view(buffer.data(), received.value()));
    if (!state.ok()) {
      return {CallError{CallFault::Broken, state.error().message}, answer_began};
    }
    answer_began = true;
    if (state.value() == ResponseReader::State::Complete) {
      break;
    }
  }
  const auto duration = std::chrono::steady_clock::now() - started;
  Response response = reader.response();
  if (response.reusable) {
    connection_ = std::move(connection);
  }
  return {
      std::move(response), true, std::chrono::duration_cast<std::chrono::microseconds>(duration)};
}

}  // namespace bailey::simulator
