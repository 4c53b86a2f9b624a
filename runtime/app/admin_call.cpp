#include "app/admin_call.h"

#include "admin/admin_client.h"
#include "config/load.h"

#include <iostream>

namespace bailey::app {
namespace {

constexpr const char* kUsualConfig = "/etc/bailey/bailey.json";
constexpr int kFirstRefusal = 300;

core::Result<std::filesystem::path> socketFor(const command_line::Arguments& given) {
  if (const auto socket = given.text("socket")) {
    return std::filesystem::path(*socket);
  }
  const std::filesystem::path file = given.text("config").value_or(kUsualConfig);
  // A file with mistakes in it will do: they are often why somebody asks.
  const config::LoadedServer loaded = config::loadServer(file);
  if (loaded.text.empty()) {
    return core::Error{config::toLine(loaded.complaints.front()) +
                       "; name the bridge's configuration with --config, or its admin socket "
                       "with --socket"};
  }
  return adminSocketOf(loaded.server);
}

}  // namespace

std::filesystem::path adminSocketOf(const config::Server& settings) {
  return settings.admin.socket.empty() ? settings.state_folder / "admin.sock"
                                       : settings.admin.socket;
}

std::vector<command_line::Option> adminOptions(std::vector<command_line::Option> more) {
  std::vector<command_line::Option> options = {
      {"config", "FILE", "the configuration the bridge runs with; /etc/bailey/bailey.json"},
      {"socket", "PATH", "the bridge's admin socket, instead of --config"},
      {"json", "", "print the answer as JSON"}};
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

int askBridge(const command_line::Arguments& given,
              const std::string& method,
              const std::string& target,
              const std::function<void(const nlohmann::json& answer)>& print) {
  const auto socket = socketFor(given);
  if (!socket.ok()) {
    return fail({socket.error().message});
  }
  const auto answer = admin::callAdmin(socket.value(), method, target);
  if (!answer.ok()) {
    return fail({answer.error().message});
  }
  const nlohmann::json& body = answer.value().body;
  if (given.has("json")) {
    std::cout << body.dump(2) << '\n';
  } else if (body.contains("message")) {
    return fail({body["message"].get<std::string>()});
  } else {
    print(body);
  }
  return answer.value().status < kFirstRefusal ? kDone : kFailed;
}

}  // namespace bailey::app
