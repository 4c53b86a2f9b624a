#include "app/bridge.h"
#include "app/command.h"
#include "app/process.h"
#include "app/service_manager.h"
#include "app/signals.h"

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey serve",
    "Serves every integration over HTTPS until SIGTERM, which answers what is on its way first.",
    {},
    {{"config", "FILE", "the bridge's configuration (bailey.json)", command_line::Use::Required}},
    ""};

int serve(const command_line::Arguments& given) {
  prepareProcess();
  Signals signals;
  ServiceManager manager = ServiceManager::fromEnvironment();
  auto bridge = Bridge::create(given.required("config"), manager);
  return bridge.ok() ? bridge.value()->run(signals, manager) : fail(bridge.error());
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &serve);
}

}  // namespace

const Command kServe = {
    "serve", "--config FILE", "serve every integration over HTTPS until SIGTERM", &run};

}  // namespace bailey::app
