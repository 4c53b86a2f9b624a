#include "fakes/node_server.h"

#include "fakes/free_port.h"
#include "fakes/test_cache.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace bailey::fakes {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

fs::path specifications() {
  return fs::path(BAILEY_SHARED) / "crm" / "specs";
}

fs::path modules() {
  return cacheFolder() / "node" / "node_modules";
}

fs::path prism() {
  return modules() / "@stoplight" / "prism-cli" / "dist" / "index.js";
}

bool isOnPath(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (::access((fs::path(folder) / program).c_str(), X_OK) == 0) {
      return true;
    }
  }
  return false;
}

std::string text(const fs::path& file) {
  std::ifstream in(file);
  if (!in) {
    throw std::runtime_error("there is no " + file.string());
  }
  return {std::istreambuf_iterator<char>(in), {}};
}

// The server is written for one port and one lifetime. Throws when it no longer says `old` so
// often.
void replaceEach(std::string& program, const std::string& old, const std::string& with, int times) {
  int found = 0;
  for (std::size_t at = program.find(old); at != std::string::npos;
       at = program.find(old, at + with.size())) {
    program.replace(at, old.size(), with);
    ++found;
  }
  if (found != times) {
    throw std::runtime_error("oauth-server.mjs says \"" + old + "\" " + std::to_string(found) +
                             " times, not " + std::to_string(times));
  }
}

}  // namespace

std::string NodeServer::missing(NodeProgram program) {
  if (!isOnPath("node")) {
    return "there is no node on this machine";
  }
  if (!fs::exists(specifications())) {
    return "there is no ../shared/crm/specs beside the repository, with what CRMs say";
  }
  const fs::path needed = program == NodeProgram::kPrism ? prism() : modules() / "oidc-provider";
  if (program != NodeProgram::kReplay && !fs::exists(needed)) {
    return "there is no " + needed.filename().string() + " in build/cache/node; " +
           "tests/fakes/node/install installs it with npm";
  }
  return {};
}

NodeServer::NodeServer(
    const std::function<Arguments(const fs::path& folder, const std::string& port)>& arguments)
    : port_(freePort()),
      process_([&] {
        Arguments all = arguments(folder_.path(), std::to_string(port_));
        all.insert(all.begin(), "node");
        return ChildCommand{std::move(all), {}, folder_.path() / "output"};
      }()) {
  process_.waitForPort(port_);
}

NodeServer NodeServer::replay(const ReplayOptions& options) {
  return NodeServer([&](const fs::path& folder, const std::string& port) {
    Arguments arguments = {(specifications() / "tools" / "replay.js").string(),
                           "--dir",
                           (specifications() / "fixtures" / options.crm).string(),
                           "--port",
                           port,
                           "--log",
                           (folder / "requests").string()};
    if (!options.token.empty()) {
      arguments.insert(arguments.end(), {"--token", options.token});
    }
    if (!options.fault.empty()) {
      arguments.insert(arguments.end(), {"--fault", options.fault});
    }
    return arguments;
  });
}

NodeServer NodeServer::mock(const std::string& specification) {
  return NodeServer([&](const fs::path& /*folder*/, const std::string& port) {
    return Arguments{prism().string(),
                     "mock",
                     "-h",
                     "127.0.0.1",
                     "-p",
                     port,
                     (specifications() / specification).string()};
  });
}

NodeServer NodeServer::proxy(const std::string& specification, const std::string& upstream) {
  return NodeServer([&](const fs::path& /*folder*/, const std::string& port) {
    return Arguments{prism().string(),
                     "proxy",
                     "-h",
                     "127.0.0.1",
                     "-p",
                     port,
                     "--errors",
                     (specifications() / specification).string(),
                     upstream};
  });
}

NodeServer NodeServer::tokens(std::chrono::seconds lifetime) {
  return NodeServer([&](const fs::path& folder, const std::string& port) {
    std::string program = text(specifications() / "tools" / "oauth-server.mjs");
    replaceEach(program, "8385", port, 2);
    const std::string seconds = std::to_string(lifetime.count());
    for (const char* key : {"ClientCredentials:", "AccessToken:", "expires_in:"}) {
      replaceEach(program, std::string(key) + "60", key + seconds, 1);
    }
    const fs::path file = folder / "oauth-server.mjs";
    std::ofstream(file) << program;
    // A module is looked for beside who imports it.
    fs::create_directory_symlink(modules(), folder / "node_modules");
    return Arguments{file.string()};
  });
}

std::string NodeServer::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

std::vector<json> NodeServer::requests() const {
  std::vector<json> all;
  std::ifstream log(folder_.path() / "requests");
  for (std::string line; std::getline(log, line);) {
    all.push_back(json::parse(line));
  }
  return all;
}

}  // namespace bailey::fakes
