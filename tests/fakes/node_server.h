// Servers written for node that stand in for CRMs: recorded answers, API descriptions, OAuth 2.
// What they serve is in ../shared/crm, beside the repository, and is used from there.
#pragma once

#include "fakes/child_process.h"
#include "fakes/temp_folder.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bailey::fakes {

enum class NodeProgram { kReplay, kPrism, kTokens };

struct ReplayOptions {
  std::string crm;         // a folder of ../shared/crm/specs/fixtures, such as "zendesk"
  std::string token = {};  // who does not show it gets 401; empty: nobody needs one
  // "CODE:EVERY:RETRY": each EVERY-th request gets this status and "Retry-After: RETRY"; empty:
  // none.
  std::string fault = {};
};

class NodeServer {
public:
  // Why it cannot run on this machine, in words for a skipped test; empty: it can.
  static std::string missing(NodeProgram program);

  // Each serves when it returns, and throws std::runtime_error when it cannot.

  // Answers that a CRM once gave, chosen by how much its request resembles the one asked.
  static NodeServer replay(const ReplayOptions& options);

  // Refuses with 422 what an API description does not allow, and answers with its examples; the
  // description's path is below ../shared/crm/specs.
  static NodeServer mock(const std::string& specification);

  // The same refusals, but what is allowed goes to `upstream`. Take the descriptions in
  // requests-only: real answers break the others.
  static NodeServer proxy(const std::string& specification, const std::string& upstream);

  // OAuth 2 with the grants client_credentials (client "bridge", "bridge-secret", as form fields)
  // and password ("jane", "janepass"), scope "crm.read". Tokens at "/token",
  // "/token/introspection".
  static NodeServer tokens(std::chrono::seconds lifetime = std::chrono::seconds(60));

  // "http://127.0.0.1:PORT".
  [[nodiscard]] std::string url() const;

  [[nodiscard]] std::uint16_t port() const { return port_; }

  // What replay() was asked so far, oldest first: {"n", "method", "path", "query", "headers",
  // "body", "matched": the name of a recording, "401", "fault" or null}.
  [[nodiscard]] std::vector<nlohmann::json> requests() const;

  // What it has printed.
  [[nodiscard]] std::string log() const { return process_.log(); }

private:
  using Arguments = std::vector<std::string>;

  // `arguments` makes those of node from the server's own folder and its port.
  explicit NodeServer(const std::function<Arguments(const std::filesystem::path& folder,
                                                    const std::string& port)>& arguments);

  TempFolder folder_;
  std::uint16_t port_;
  ChildProcess process_;
};

}  // namespace bailey::fakes
