#include "simulator/talkdesk_command.h"

#include "simulator/bridge_url.h"
#include "simulator/report.h"
#include "simulator/step_view.h"
#include "simulator/tour.h"

#include <nlohmann/json.hpp>
#include <Poco/Exception.h>
#include <Poco/Util/HelpFormatter.h>
#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr int kHeld = 0;
constexpr int kNotHeld = 1;
constexpr int kUsageError = 2;

constexpr const char* kAuthVariable = "BAILEY_AUTH";

struct CommandLine {
  TourOptions tour;
  std::string auth;  // JSON, or "@FILE"; empty: from the environment.
  bool json = false;
  bool help = false;
};

Poco::Util::OptionSet tourOptions() {
  using Poco::Util::Option;
  Poco::Util::OptionSet options;
  const auto add = [&options](const char* name, const char* argument, const char* description) {
    Option option(name, "", description);
    if (argument != nullptr) {
      option.argument(argument);
    }
    options.addOption(option);
  };
  add("url", "URL", "the integration's URL, like https://localhost:8443/demo/SECRET");
  add("auth",
      "JSON|@FILE",
      "the auth object sent with every call; better from @FILE or the variable BAILEY_AUTH, as "
      "other users of this machine see a command's arguments");
  add("ca", "FILE", "PEM file of the authorities to believe, instead of the system's");
  add("action", "NAME", "also run this action, for a contact that was synchronized");
  options.addOption(Option("input", "", "an input of the action, KEY=VALUE; may be repeated")
                        .argument("KEY=VALUE")
                        .repeatable(true));
  add("deadline", "SECONDS", "time for each call (12)");
  add("json", nullptr, "print one JSON object instead of a table");
  add("help", nullptr, "show this text");
  return options;
}

void showHelp(std::ostream& out) {
  const Poco::Util::OptionSet options = tourOptions();
  Poco::Util::HelpFormatter formatter(options);
  formatter.setUnixStyle(true);
  formatter.setCommand("bailey talkdesk");
  formatter.setUsage("tour --url URL [OPTIONS]");
  formatter.setHeader(
      "Plays Talkdesk against a bridge: validates credentials, copies contacts and agents, reads "
      "interactions, runs an action, and holds every answer against the contract. It creates what "
      "the action creates.");
  formatter.setFooter("Exit code: 0 when every step held, 1 when one did not, 2 for a wrong call.");
  formatter.format(out);
}

std::optional<core::Error> applyInput(const std::string& value, CommandLine& line) {
  const std::size_t equals = value.find('=');
  if (equals == 0 || equals == std::string::npos) {
    return core::Error{"--input must be KEY=VALUE"};
  }
  line.tour.inputs[value.substr(0, equals)] = value.substr(equals + 1);
  return std::nullopt;
}

std::optional<core::Error> applyDeadline(const std::string& value, CommandLine& line) {
  constexpr long kSecondsMax = 600;
  char* end = nullptr;
  const long seconds = std::strtol(value.c_str(), &end, 10);
  if (value.empty() || *end != '\0' || seconds < 1 || seconds > kSecondsMax) {
    return core::Error{"--deadline must be a number of seconds from 1 to 600"};
  }
  line.tour.call_deadline = std::chrono::seconds(seconds);
  return std::nullopt;
}

std::optional<core::Error> apply(const std::string& name,
                                 const std::string& value,
                                 CommandLine& line) {
  if (name == "url") {
    line.tour.url = value;
  } else if (name == "auth") {
    line.auth = value;
  } else if (name == "ca") {
    line.tour.ca_file = value;
  } else if (name == "action") {
    line.tour.action = value;
  } else if (name == "input") {
    return applyInput(value, line);
  } else if (name == "deadline") {
    return applyDeadline(value, line);
  } else if (name == "json") {
    line.json = true;
  } else if (name == "help") {
    line.help = true;
  }
  return std::nullopt;
}

// Throws Poco::Util::OptionException for an option that does not exist or lacks its value.
std::optional<core::Error> take(const std::string& argument,
                                Poco::Util::OptionProcessor& processor,
                                CommandLine& line) {
  std::string name;
  std::string value;
  if (!processor.process(argument, name, value)) {
    return core::Error{"unexpected argument; see bailey talkdesk --help"};
  }
  return apply(name, value, line);
}

std::optional<core::Error> takeAll(const std::vector<std::string>& arguments, CommandLine& line) {
  const Poco::Util::OptionSet options = tourOptions();
  Poco::Util::OptionProcessor processor(options);
  processor.setUnixStyle(true);
  for (const std::string& argument : arguments) {
    if (auto error = take(argument, processor, line)) {
      return error;
    }
  }
  processor.checkRequired();
  return std::nullopt;
}

core::Result<CommandLine> parse(const std::vector<std::string>& arguments) {
  CommandLine line;
  try {
    if (auto error = takeAll(arguments, line)) {
      return std::move(*error);
    }
  } catch (const Poco::Util::UnknownOptionException& exception) {
    // It repeats "name=value", and the value may be a credential under a misspelt name.
    const std::string text = exception.displayText();
    return core::Error{text.substr(0, text.find('='))};
  } catch (const Poco::Util::OptionException& exception) {
    return core::Error{exception.displayText()};
  }
  return line;
}

core::Result<std::string> readFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) {
    return core::Error{"cannot read " + path};
  }
  return content.str();
}

core::Result<nlohmann::json> readAuth(const std::string& argument) {
  std::string text = argument;
  std::string origin = "--auth";
  if (argument.empty()) {
    const char* variable = std::getenv(kAuthVariable);
    if (variable == nullptr || *variable == '\0') {
      return nlohmann::json(nlohmann::json::object());
    }
    text = variable;
    origin = kAuthVariable;
  } else if (argument.front() == '@') {
    origin = argument.substr(1);
    auto content = readFile(origin);
    if (!content.ok()) {
      return content.error();
    }
    text = std::move(content.value());
  }
  nlohmann::json auth = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!auth.is_object()) {
    return core::Error{origin + " must hold one JSON object, like {\"token\": \"...\"}"};
  }
  return auth;
}

int runTour(const CommandLine& line, std::ostream& out, std::ostream& err) {
  const bool is_terminal = &out == &std::cout && isatty(STDOUT_FILENO) == 1;
  const TextStyle style =
      textStyleFor(is_terminal, [](const char* name) { return std::getenv(name); });
  StepView shown(out, style);
  SilentView silent;
  if (!line.json) {
    if (const auto url = parseBridgeUrl(line.tour.url); url.ok()) {
      out << headingFor(url.value().authority(), style) << std::flush;
    }
  }
  const auto report = line.json ? runTour(line.tour, silent) : runTour(line.tour, shown);
  if (!report.ok()) {
    err << "bailey talkdesk: " << report.error().message << '\n';
    return kUsageError;
  }
  if (line.json) {
    out << toJson(report.value()).dump(2) << '\n';
  } else {
    out << summaryFor(report.value(), style);
  }
  return report.value().held() ? kHeld : kNotHeld;
}

}  // namespace

int runTalkdeskCommand(const std::vector<std::string>& arguments,
                       std::ostream& out,
                       std::ostream& err) {
  const bool wants_help =
      arguments.empty() || arguments.front() == "--help" || arguments.front() == "-h";
  if (wants_help) {
    showHelp(arguments.empty() ? err : out);
    return arguments.empty() ? kUsageError : kHeld;
  }
  if (arguments.front() != "tour") {
    err << "bailey talkdesk: the only thing to do so far is: tour; see bailey talkdesk --help\n";
    return kUsageError;
  }
  auto line = parse({arguments.begin() + 1, arguments.end()});
  if (!line.ok()) {
    err << "bailey talkdesk: " << line.error().message << '\n';
    return kUsageError;
  }
  if (line.value().help) {
    showHelp(out);
    return kHeld;
  }
  if (line.value().tour.url.empty()) {
    err << "bailey talkdesk: --url is needed; see bailey talkdesk --help\n";
    return kUsageError;
  }
  auto auth = readAuth(line.value().auth);
  if (!auth.ok()) {
    err << "bailey talkdesk: " << auth.error().message << '\n';
    return kUsageError;
  }
  line.value().tour.auth = std::move(auth.value());
  return runTour(line.value(), out, err);
}

}  // namespace bailey::simulator
