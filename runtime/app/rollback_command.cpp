#include "app/admin_call.h"
#include "app/command.h"

#include <iostream>

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey rollback",
    "Serves the version of an integration that was kept before the one being served. Its file "
    "and plugin are not taken again until they change.",
    {"INTEGRATION"},
    adminOptions(),
    "Exit code: 0 when the earlier version is served, 1 when not, 2 for a wrong call."};

int ask(const command_line::Arguments& given) {
  const std::string& integration = given.operand(0);
  return askBridge(given,
                   "POST",
                   "/v1/integrations/" + integration + "/rollback",
                   [&](const nlohmann::json& to) {
                     std::cout << integration << ": version " << to["number"] << " is served, with "
                               << to["plugin"].get<std::string>() << ' '
                               << to["plugin_version"].get<std::string>() << '\n';
                   });
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &ask);
}

}  // namespace

const Command kRollback = {
    "rollback", "INTEGRATION", "serve the kept version before the present one", &run};

}  // namespace bailey::app
