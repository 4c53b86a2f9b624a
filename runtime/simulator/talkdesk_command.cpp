#include "simulator/talkdesk_command.h"

#include "simulator/subcommand.h"

#include <algorithm>
#include <array>

namespace bailey::simulator {
namespace {

const std::array kSubcommands = {
    &kTour, &kActivate, &kSync, &kAgents, &kInteractions, &kAction, &kOauth, &kSoak};

std::string callOf(const Subcommand& subcommand) {
  return std::string(subcommand.name) + " " + std::string(subcommand.usage);
}

std::string listOfSubcommands() {
  std::size_t widest = 0;
  for (const Subcommand* subcommand : kSubcommands) {
    widest = std::max(widest, callOf(*subcommand).size());
  }
  std::string text =
      "usage: bailey talkdesk COMMAND --url URL [options]\n\n"
      "Plays Talkdesk against any bridge and holds every answer against the contract.\n\n";
  for (const Subcommand* subcommand : kSubcommands) {
    const std::string call = callOf(*subcommand);
    text += "  " + call + std::string(widest - call.size() + 3, ' ') +
            std::string(subcommand->summary) + "\n";
  }
  return text + "\n`bailey talkdesk COMMAND --help` says more. " + std::string(kExitCodes) + "\n";
}

}  // namespace

int runTalkdeskCommand(const std::vector<std::string>& arguments,
                       std::ostream& out,
                       std::ostream& err) {
  if (arguments.empty()) {
    err << listOfSubcommands();
    return kUsageError;
  }
  const std::string& name = arguments.front();
  if (name == "--help" || name == "-h") {
    out << listOfSubcommands();
    return kHeld;
  }
  for (const Subcommand* subcommand : kSubcommands) {
    if (subcommand->name == name) {
      return subcommand->run({arguments.begin() + 1, arguments.end()}, {out, err});
    }
  }
  // Not what it was: a credential may stand where the command belongs.
  err << "bailey talkdesk: there is no such command\n\n" << listOfSubcommands();
  return kUsageError;
}

}  // namespace bailey::simulator
