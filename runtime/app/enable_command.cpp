#include "app/admin_call.h"
#include "app/command.h"
#include "app/report_lines.h"

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey enable",
    "Brings an integration back that was disabled, and gives versions of it that were rejected "
    "another chance.",
    {"INTEGRATION"},
    adminOptions(),
    "Exit code: 0 when it is served as its file asks for, 1 when not, 2 for a wrong call."};

int ask(const command_line::Arguments& given) {
  return askBridge(given, "POST", "/v1/integrations/" + given.operand(0) + "/enable", &printReport);
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &ask);
}

}  // namespace

const Command kEnable = {"enable", "INTEGRATION", "bring an integration back into service", &run};

}  // namespace bailey::app
