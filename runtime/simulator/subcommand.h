// One thing to do of `bailey talkdesk`. Each has a file of its own, <name>_command.cpp.
#pragma once

#include "command_line/command_line.h"
#include "core/result.h"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::simulator {

// Exit codes of all of them.
constexpr int kHeld = 0;        // Every step held.
constexpr int kNotHeld = 1;     // One did not.
constexpr int kUsageError = 2;  // The arguments are wrong, or it could not begin.

constexpr std::string_view kExitCodes =
    "Exit code: 0 when every step held, 1 when one did not, 2 for a wrong call.";

struct Streams {
  std::ostream& out;
  std::ostream& err;
};

struct Subcommand {
  std::string_view name;
  std::string_view usage;  // its main arguments, for the list
  std::string_view summary;
  int (*run)(const std::vector<std::string>& arguments, Streams streams);
};

extern const Subcommand kActivate;
extern const Subcommand kSync;
extern const Subcommand kAgents;
extern const Subcommand kInteractions;
extern const Subcommand kAction;
extern const Subcommand kOauth;
extern const Subcommand kSoak;
extern const Subcommand kTour;

// Reads `arguments` by `syntax` and hands them to `run`, which gives the exit code or why it could
// not begin; answers --help and wrong calls itself.
int runWith(const command_line::Syntax& syntax,
            const std::vector<std::string>& arguments,
            Streams streams,
            core::Result<int> (*run)(const command_line::Arguments& given, Streams streams));

}  // namespace bailey::simulator
