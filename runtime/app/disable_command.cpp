#include "app/admin_call.h"
#include "app/command.h"
#include "app/report_lines.h"

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey disable",
    "Takes an integration out of service: its plugin is unloaded, and its callers are told to come "
    "back later. It stays so, also over restarts, until `bailey enable`.",
    {"INTEGRATION"},
    adminOptions(),
    "Exit code: 0 when it is out of service, 1 when not, 2 for a wrong call."};

int ask(const command_line::Arguments& given) {
  return askBridge(
      given, "POST", "/v1/integrations/" + given.operand(0) + "/disable", &printReport);
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &ask);
}

}  // namespace

const Command kDisable = {"disable", "INTEGRATION", "take an integration out of service", &run};

}  // namespace bailey::app
