#include "app/admin_call.h"
#include "app/command.h"

#include <iostream>

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey history",
    "Lists the versions of an integration that proved good and are kept, the newest last.",
    {"INTEGRATION"},
    adminOptions(),
    "Exit code: 0 when they are listed, 1 when not, 2 for a wrong call."};

void print(const nlohmann::json& history) {
  for (const auto& one : history) {
    std::cout << one["number"] << "  " << one["kept_at"].get<std::string>() << "  "
              << one["plugin"].get<std::string>() << ' ' << one["plugin_version"].get<std::string>()
              << "  configuration " << one["fingerprint"].get<std::string>().substr(0, 12) << '\n';
  }
  if (history.empty()) {
    std::cout << "no version is kept\n";
  }
}

int ask(const command_line::Arguments& given) {
  return askBridge(given, "GET", "/v1/integrations/" + given.operand(0) + "/history", &print);
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &ask);
}

}  // namespace

const Command kHistory = {
    "history", "INTEGRATION", "list the kept versions of an integration", &run};

}  // namespace bailey::app
