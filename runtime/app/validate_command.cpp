#include "app/admin_call.h"
#include "app/command.h"
#include "app/report_lines.h"

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey validate",
    "Asks a running bridge what a reload would say: the same code, but nothing is served anew.",
    {},
    adminOptions(),
    "Exit code: 0 when everything would be served, 1 when not, 2 for a wrong call."};

int ask(const command_line::Arguments& given) {
  return askBridge(given, "POST", "/v1/validate", &printReport);
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &ask);
}

}  // namespace

const Command kValidate = {"validate", "", "ask a running bridge what a reload would say", &run};

}  // namespace bailey::app
