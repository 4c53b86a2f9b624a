#include "control/front_builder.h"

#include "core/sha256.h"
#include "net/tls_context.h"

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <utility>

namespace bailey::control {
namespace {

using config::Complaint;

std::string digestOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  std::string digest = core::toHex(core::sha256(bytes));
  explicit_bzero(bytes.data(), bytes.size());  // it may be a private key
  return digest;
}

std::string digestOf(const std::set<std::filesystem::path>& files) {
  std::string all;
  for (const std::filesystem::path& file : files) {
    all += digestOf(file);
  }
  return all;
}

}  // namespace

std::vector<Complaint> whatNeedsRestart(const std::filesystem::path& file,
                                        const config::Server& running,
                                        const config::Server& wanted) {
  std::vector<Complaint> complaints;
  const auto mustStay = [&](bool same, const char* pointer) {
    if (!same) {
      complaints.push_back({file, pointer, "takes effect at a restart only"});
    }
  };
  mustStay(running.listen == wanted.listen, "/listen");
  mustStay(running.plugins_folder == wanted.plugins_folder, "/plugins_folder");
  mustStay(running.integrations_folder == wanted.integrations_folder, "/integrations_folder");
  mustStay(running.state_folder == wanted.state_folder, "/state_folder");
  mustStay(running.admin == wanted.admin, "/admin");
  mustStay(running.threads == wanted.threads, "/threads");
  return complaints;
}

BuiltFront buildFront(const std::filesystem::path& file,
                      const config::Server& wanted,
                      const generation::Generation& next,
                      const std::shared_ptr<const generation::Front>& running) {
  std::set<std::filesystem::path> authorities;
  for (const auto& [name, integration] : next.integrations) {
    if (const auto& mtls = integration->settings.callers.mtls) {
      authorities.insert(mtls->ca);
    }
  }
  auto front = std::make_shared<generation::Front>();
  front->settings = wanted;
  front->certificate_digest = digestOf({wanted.tls.certificate, wanted.tls.key});
  front->authorities_digest = digestOf(authorities);
  const bool same_authorities =
      running != nullptr && running->authorities_digest == front->authorities_digest;
  if (same_authorities && running->certificate_digest == front->certificate_digest &&
      running->settings.tls == wanted.tls) {
    if (running->settings == wanted) {
      return running;
    }
    front->tls = running->tls;
    return std::shared_ptr<const generation::Front>(std::move(front));
  }
  auto tls = net::makeTlsContext(wanted.tls, authorities);
  if (!tls.ok()) {
    return std::vector<Complaint>{{file, "/tls", tls.error().message}};
  }
  front->tls = tls.value();
  if (same_authorities) {
    net::carryTicketKeys(running->tls, front->tls);
  }
  return std::shared_ptr<const generation::Front>(std::move(front));
}

}  // namespace bailey::control
