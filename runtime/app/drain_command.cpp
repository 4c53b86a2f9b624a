#include "app/admin_call.h"
#include "app/command.h"

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey drain",
    "Has a running bridge answer what is on its way and end, as SIGTERM does.",
    {},
    adminOptions(),
    "Exit code: 0 when it was asked, 1 when not, 2 for a wrong call."};

int ask(const command_line::Arguments& given) {
  return askBridge(given, "POST", "/v1/drain", [](const nlohmann::json& /*answer*/) {});
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &ask);
}

}  // namespace

const Command kDrain = {"drain", "", "have a running bridge finish its work and end", &run};

}  // namespace bailey::app
