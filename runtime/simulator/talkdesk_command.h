// `bailey talkdesk`: plays Talkdesk against any bridge.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace bailey::simulator {

// `arguments`: what follows "talkdesk" on the command line. Returns the process's exit code: 0 when
// every step held, 1 when one did not, 2 when the arguments are wrong or it could not begin.
// Reads the environment (BAILEY_AUTH, NO_COLOR, the locale). Draws a progress bar only when `out`
// is std::cout and a terminal.
int runTalkdeskCommand(const std::vector<std::string>& arguments,
                       std::ostream& out,
                       std::ostream& err);

}  // namespace bailey::simulator
