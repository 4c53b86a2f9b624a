#include "fakes/fault_upstream.h"

#include "fakes/temp_folder.h"
#include "fakes/test_certificates.h"
#include "fakes/upstream/behaviours.h"
#include "fakes/upstream/event_loop.h"
#include "fakes/upstream/listener.h"
#include "fakes/upstream/records.h"
#include "fakes/upstream/server_tls.h"

#include <numeric>
#include <optional>
#include <sys/resource.h>
#include <sys/socket.h>

namespace bailey::fakes {
namespace {

using upstream::Answer;
using upstream::Ending;

constexpr std::chrono::seconds kPatience{30};

ServerIdentity identityFor(ServerFault fault) {
  using std::chrono::hours;
  ServerIdentity identity;
  identity.self_signed = fault == ServerFault::kSelfSigned;
  if (fault == ServerFault::kWrongName) {
    identity.names = {"DNS:elsewhere.example"};
  } else if (fault == ServerFault::kExpired) {
    identity.lifetime = hours(0);
  } else if (fault == ServerFault::kNotYetValid) {
    identity.begins = hours(2);
  }
  return identity;
}

// What replaces TLS; nothing when TLS is tried.
std::optional<Answer> toFirstBytes(ServerFault fault) {
  switch (fault) {
    case ServerFault::kPlainText:
      return Answer{.bytes = upstream::message(400, "TLS is not spoken here\n"),
                    .ending = Ending::kClose};
    case ServerFault::kClosesInHandshake:
      return Answer{.ending = Ending::kClose};
    case ServerFault::kSilentInHandshake:
      return Answer{.ending = Ending::kSilence};
    default:
      return std::nullopt;
  }
}

upstream::ServerTls tlsFor(const FaultUpstreamOptions& options, const TestCertificates& files) {
  if (options.transport == Transport::kPlain || toFirstBytes(options.fault)) {
    return nullptr;
  }
  return upstream::makeServerTls(files,
                                 options.fault == ServerFault::kBefore12
                                     ? upstream::TlsVersions::kBefore12
                                     : upstream::TlsVersions::kCurrent);
}

// A test may want thousands of connections, of which it holds the other ends as well.
void allowManyFiles() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
}

}  // namespace

struct FaultUpstream::Parts {
  explicit Parts(const FaultUpstreamOptions& chosen)
      : options(chosen),
        certificates(makeTestCertificates(folder.path(), identityFor(chosen.fault))),
        tls(tlsFor(chosen, certificates)),
        listener(chosen.port, chosen.fault == ServerFault::kAcceptsNothing ? 0 : SOMAXCONN),
        house{behaviours, records, tls.get(), toFirstBytes(chosen.fault)} {
    if (options.fault == ServerFault::kAcceptsNothing) {
      listener.fill();
    } else {
      loop.emplace(listener.fd(), house);
    }
  }

  FaultUpstreamOptions options;
  TempFolder folder;
  TestCertificates certificates;
  upstream::Behaviours behaviours;
  upstream::Records records;
  upstream::ServerTls tls;
  upstream::Listener listener;
  upstream::House house;
  std::optional<upstream::EventLoop> loop;
};

FaultUpstream::FaultUpstream(FaultUpstreamOptions options) {
  allowManyFiles();
  parts_ = std::make_unique<Parts>(options);
}

FaultUpstream::~FaultUpstream() = default;

std::string FaultUpstream::url() const {
  const bool plain = parts_->options.transport == Transport::kPlain;
  return (plain ? "http://localhost:" : "https://localhost:") + std::to_string(port());
}

std::uint16_t FaultUpstream::port() const {
  return parts_->listener.port();
}

std::filesystem::path FaultUpstream::ca() const {
  return parts_->certificates.ca;
}

void FaultUpstream::answerAllAs(const std::string& target) {
  parts_->behaviours.answerAllAs(target);
}

std::uint64_t FaultUpstream::requests(const std::string& path) const {
  const auto counts = parts_->records.counts();
  const auto found = counts.requests.find(path);
  return found == counts.requests.end() ? 0 : found->second;
}

std::uint64_t FaultUpstream::requests() const {
  const auto counts = parts_->records.counts();
  return std::accumulate(counts.requests.begin(),
                         counts.requests.end(),
                         std::uint64_t{0},
                         [](std::uint64_t sum, const auto& path) { return sum + path.second; });
}

std::uint64_t FaultUpstream::malformedRequests() const {
  return parts_->records.counts().malformed;
}

std::vector<UpstreamRequest> FaultUpstream::latestRequests() const {
  return parts_->records.requests();
}

std::uint64_t FaultUpstream::connections() const {
  return parts_->records.counts().connections;
}

std::uint64_t FaultUpstream::openConnections() const {
  return parts_->records.counts().open;
}

std::uint64_t FaultUpstream::handshakes() const {
  return parts_->records.counts().handshakes;
}

std::uint64_t FaultUpstream::resumptions() const {
  return parts_->records.counts().resumptions;
}

std::uint64_t FaultUpstream::failedHandshakes() const {
  return parts_->records.counts().failed_handshakes;
}

bool FaultUpstream::waitForRequests(const std::string& path, std::uint64_t count) const {
  return parts_->records.waitUntil(
      [&](const upstream::Records::Counts& counts) {
        const auto found = counts.requests.find(path);
        return found != counts.requests.end() && found->second >= count;
      },
      kPatience);
}

bool FaultUpstream::waitForOpenConnectionsAtMost(std::uint64_t count) const {
  return parts_->records.waitUntil(
      [&](const upstream::Records::Counts& counts) { return counts.open <= count; }, kPatience);
}

bool FaultUpstream::waitForFailedHandshake() const {
  return parts_->records.waitUntil(
      [](const upstream::Records::Counts& counts) { return counts.failed_handshakes > 0; },
      kPatience);
}

}  // namespace bailey::fakes
