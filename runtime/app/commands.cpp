#include "app/commands.h"

#include "app/bridge.h"
#include "app/process.h"
#include "app/signals.h"
#include "config/load.h"
#include "simulator/talkdesk_command.h"

#include <Poco/Util/HelpFormatter.h>
#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <set>
#include <string_view>

namespace bailey::app {
namespace {

constexpr int kBadUsage = 2;

constexpr std::string_view kHelp =
    "usage: bailey COMMAND [options]\n"
    "\n"
    "  serve --config FILE   serve every integration over HTTPS until SIGTERM\n"
    "  check --config FILE   find out whether `serve` would start, without serving\n"
    "  talkdesk tour ...     play Talkdesk against a bridge; see `bailey talkdesk --help`\n"
    "  --version             print the version\n"
    "  --help                print this\n";

std::optional<std::string> environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

int fail(const StartupError& lines) {
  for (const std::string& line : lines) {
    std::cerr << "bailey: " << line << '\n';
  }
  return EXIT_FAILURE;
}

// What else would be wrong once the files are: the plugins' own complaints about those integrations
// that can be read. So an operator sees everything at once.
StartupError checkTheRest(const std::string& file, config::Loaded loaded) {
  std::set<std::filesystem::path> broken;
  for (const config::Complaint& complaint : loaded.complaints) {
    broken.insert(complaint.file);
  }
  if (broken.contains(file)) {
    return {};  // without the server's settings there is no plugins folder to look in
  }
  std::erase_if(loaded.settings.integrations, [&](const config::Integration& integration) {
    return broken.contains(integration.file);
  });
  return Bridge::check(std::move(loaded.settings));
}

core::Result<config::Settings, StartupError> loadSettings(const std::string& file) {
  config::Loaded loaded = config::load(file, &environment);
  if (loaded.ok()) {
    return std::move(loaded.settings);
  }
  StartupError lines;
  for (const config::Complaint& complaint : loaded.complaints) {
    lines.push_back(config::toLine(complaint));
  }
  for (std::string& line : checkTheRest(file, std::move(loaded))) {
    lines.push_back(std::move(line));
  }
  return lines;
}

int serve(const std::string& config_file) {
  prepareProcess();
  Signals signals;
  auto settings = loadSettings(config_file);
  if (!settings.ok()) {
    return fail(settings.error());
  }
  auto bridge = Bridge::create(std::move(settings.value()));
  if (!bridge.ok()) {
    return fail(bridge.error());
  }
  return bridge.value()->run(signals);
}

int check(const std::string& config_file) {
  prepareProcess();
  auto settings = loadSettings(config_file);
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
  return EXIT_SUCCESS;
}

// The file given with --config; nothing, after saying why, when the arguments are wrong.
std::optional<std::string> configFile(const std::string& command,
                                      const std::vector<std::string>& arguments) {
  using Poco::Util::Option;
  Poco::Util::OptionSet options;
  options.addOption(
      Option("config", "c", "the bridge's configuration (bailey.json)", true, "FILE", true));
  Poco::Util::OptionProcessor processor(options);
  processor.setUnixStyle(true);
  std::optional<std::string> file;
  try {
    for (const std::string& argument : arguments) {
      std::string name;
      std::string value;
      if (!processor.process(argument, name, value)) {
        throw Poco::Util::UnknownOptionException(argument);
      }
      if (name == "config") {
        file = value;
      }
    }
    processor.checkRequired();
  } catch (const Poco::Exception& wrong) {
    std::cerr << "bailey " << command << ": " << wrong.displayText() << "\n\n" << kHelp;
    return std::nullopt;
  }
  return file;
}

}  // namespace

int runCommand(const std::vector<std::string>& arguments) {
  const std::string command = arguments.empty() ? "" : arguments.front();
  const std::vector<std::string> rest(arguments.empty() ? arguments.end() : arguments.begin() + 1,
                                      arguments.end());
  if (command == "--version" || command == "version") {
    std::cout << "bailey " BAILEY_VERSION "\n";
    return EXIT_SUCCESS;
  }
  if (command == "--help" || command == "help") {
    std::cout << kHelp;
    return EXIT_SUCCESS;
  }
  if (command == "talkdesk") {
    return simulator::runTalkdeskCommand(rest, std::cout, std::cerr);
  }
  if (command == "serve" || command == "check") {
    const auto file = configFile(command, rest);
    if (!file) {
      return kBadUsage;
    }
    return command == "serve" ? serve(*file) : check(*file);
  }
  if (!command.empty()) {
    std::cerr << "bailey: there is no command \"" << command << "\"\n\n";
  }
  std::cerr << kHelp;
  return kBadUsage;
}

}  // namespace bailey::app
