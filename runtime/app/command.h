// One subcommand of the binary. Each has a file of its own, <name>_command.cpp.
#pragma once

#include "command_line/command_line.h"

#include <string>
#include <string_view>
#include <vector>

namespace bailey::app {

// Exit codes of every command.
constexpr int kDone = 0;
constexpr int kFailed = 1;    // It said why on standard error.
constexpr int kBadUsage = 2;  // The arguments make no sense.

struct Command {
  std::string_view name;
  std::string_view usage;    // its main arguments, for the list of commands
  std::string_view summary;  // empty: it is not in the list of commands
  int (*run)(const std::vector<std::string>& arguments);
};

extern const Command kServe;
extern const Command kCheck;
extern const Command kExport;
extern const Command kLint;
extern const Command kTalkdesk;
extern const Command kTest;
extern const Command kTryPlugin;
extern const Command kStatus;
extern const Command kReload;
extern const Command kValidate;
extern const Command kHistory;
extern const Command kRollback;
extern const Command kDisable;
extern const Command kEnable;
extern const Command kDrain;

// Reads `arguments` by `syntax` and hands them to `run`; answers --help and wrong calls itself.
int runWith(const command_line::Syntax& syntax,
            const std::vector<std::string>& arguments,
            int (*run)(const command_line::Arguments& given));

// The lines on standard error, each beginning with "bailey: ".
int fail(const std::vector<std::string>& lines);

}  // namespace bailey::app
