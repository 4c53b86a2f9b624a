#include "app/bridge.h"
#include "app/command.h"
#include "app/load_settings.h"
#include "app/process.h"

#include <cstddef>
#include <iostream>
#include <utility>

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey check",
    "Finds out whether `bailey serve` would start, without serving: the same code, and every "
    "complaint at once.",
    {},
    {{"config", "FILE", "the bridge's configuration (bailey.json)", command_line::Use::Required}},
    "Exit code: 0 when it would start, 1 when not, 2 for a wrong call."};

int check(const command_line::Arguments& given) {
  prepareProcess();
  auto settings = loadSettings(given.required("config"));
  if (!settings.ok()) {
    return fail(settings.error());
  }
  const std::size_t count = settings.value().integrations.size();
  const StartupError wrong = Bridge::check(std::move(settings.value()));
  if (!wrong.empty()) {
    return fail(wrong);
  }
  std::cout << "ok: " << count << (count == 1 ? " integration" : " integrations")
            << " ready to serve\n";
  return kDone;
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &check);
}

}  // namespace

const Command kCheck = {
    "check", "--config FILE", "find out whether `serve` would start, without serving", &run};

}  // namespace bailey::app
