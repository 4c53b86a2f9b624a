#include "app/admin_call.h"
#include "app/command.h"
#include "app/report_lines.h"

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey reload",
    "Has a running bridge read its files again and serve what they ask "
    "for. What is refused stays as it was.",
    {},
    adminOptions({{"wait", "", "return when it is done, not at once"}}),
    "Exit code: 0 when all that the files ask for is served (without "
    "--wait: when it was asked), 1 when not, 2 for a wrong call."};

void printNothing(const nlohmann::json& /*answer*/) {}

int ask(const command_line::Arguments& given) {
  return given.has("wait") ? askBridge(given, "POST", "/v1/reload", &printReport)
                           : askBridge(given, "POST", "/v1/reload?wait=no", &printNothing);
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &ask);
}

}  // namespace

const Command kReload = {"reload", "[--wait]", "have a running bridge take its files anew", &run};

}  // namespace bailey::app
