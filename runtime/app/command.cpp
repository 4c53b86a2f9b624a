#include "app/command.h"

#include <iostream>

namespace bailey::app {

int runWith(const command_line::Syntax& syntax,
            const std::vector<std::string>& arguments,
            int (*run)(const command_line::Arguments& given)) {
  const auto given = command_line::parse(syntax, arguments);
  if (!given.ok()) {
    std::cerr << syntax.command << ": " << given.error().message << "\n\n"
              << command_line::help(syntax);
    return kBadUsage;
  }
  if (given.value().has("help")) {
    std::cout << command_line::help(syntax);
    return kDone;
  }
  return run(given.value());
}

int fail(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    std::cerr << "bailey: " << line << '\n';
  }
  return kFailed;
}

}  // namespace bailey::app
