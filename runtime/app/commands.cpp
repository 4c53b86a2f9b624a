#include "app/commands.h"

#include "app/command.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iostream>

namespace bailey::app {
namespace {

const std::array kCommands = {&kServe,
                              &kCheck,
                              &kStatus,
                              &kReload,
                              &kValidate,
                              &kHistory,
                              &kRollback,
                              &kDisable,
                              &kEnable,
                              &kDrain,
                              &kExport,
                              &kLint,
                              &kTest,
                              &kTalkdesk,
                              &kTryPlugin};

std::string callOf(const Command& command) {
  return std::string(command.name) + " " + std::string(command.usage);
}

std::string listOfCommands() {
  std::size_t widest = 0;
  for (const Command* command : kCommands) {
    widest = std::max(widest, callOf(*command).size());
  }
  std::string text = "usage: bailey COMMAND [options]\n\n";
  for (const Command* command : kCommands) {
    if (command->summary.empty()) {
      continue;
    }
    const std::string call = callOf(*command);
    text += "  " + call + std::string(widest - call.size() + 3, ' ') +
            std::string(command->summary) + "\n";
  }
  return text + "\n`bailey COMMAND --help` says more; `bailey --version` prints the version.\n";
}

}  // namespace

int runCommand(const std::vector<std::string>& arguments) {
  const std::string name = arguments.empty() ? "" : arguments.front();
  if (name == "--version" || name == "version") {
    std::cout << "bailey " BAILEY_VERSION "\n";
    return kDone;
  }
  if (name == "--help" || name == "help") {
    std::cout << listOfCommands();
    return kDone;
  }
  for (const Command* command : kCommands) {
    if (command->name == name) {
      return command->run({arguments.begin() + 1, arguments.end()});
    }
  }
  if (!name.empty()) {
    std::cerr << "bailey: there is no command \"" << name << "\"\n\n";
  }
  std::cerr << listOfCommands();
  return kBadUsage;
}

}  // namespace bailey::app
