#include "simulator/talkdesk_command.h"

#include "app/command.h"

#include <iostream>

namespace bailey::app {
namespace {

int run(const std::vector<std::string>& arguments) {
  return simulator::runTalkdeskCommand(arguments, std::cout, std::cerr);
}

}  // namespace

const Command kTalkdesk = {"talkdesk",
                           "COMMAND ...",
                           "play Talkdesk against a bridge; see `bailey talkdesk --help`",
                           &run};

}  // namespace bailey::app
