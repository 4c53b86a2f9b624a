#include "simulator/subcommand.h"

namespace bailey::simulator {
namespace {

int fail(const core::Error& error, Streams streams) {
  streams.err << "bailey talkdesk: " << error.message << '\n';
  return kUsageError;
}

}  // namespace

int runWith(const command_line::Syntax& syntax,
            const std::vector<std::string>& arguments,
            Streams streams,
            core::Result<int> (*run)(const command_line::Arguments& given, Streams streams)) {
  const auto given = command_line::parse(syntax, arguments);
  if (!given.ok()) {
    return fail({given.error().message + "; see " + std::string(syntax.command) + " --help"},
                streams);
  }
  if (given.value().has("help")) {
    streams.out << command_line::help(syntax);
    return kHeld;
  }
  const auto code = run(given.value(), streams);
  return code.ok() ? code.value() : fail(code.error(), streams);
}

}  // namespace bailey::simulator
