#include "command_line/command_line.h"

#include <Poco/Util/HelpFormatter.h>
#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <sstream>

namespace bailey::command_line {
namespace {

constexpr std::string_view kHelp = "help";

Poco::Util::Option optionOf(const Option& told) {
  Poco::Util::Option option(std::string(told.name), "", std::string(told.help));
  option.repeatable(told.use == Use::Repeatable);
  if (!told.argument.empty()) {
    option.argument(std::string(told.argument));
  }
  return option;
}

Poco::Util::OptionSet optionsOf(const Syntax& syntax) {
  Poco::Util::OptionSet options;
  for (const Option& told : syntax.options) {
    options.addOption(optionOf(told));
  }
  options.addOption(optionOf({kHelp, "", "print this"}));
  return options;
}

// "--config FILE", as a usage line shows it.
std::string usageOf(const Option& option) {
  std::string text = "--" + std::string(option.name);
  if (!option.argument.empty()) {
    text += " " + std::string(option.argument);
  }
  return option.use == Use::Required ? text : "[" + text + "]";
}

std::string usageOf(const Syntax& syntax) {
  std::string text;
  for (const std::string_view operand : syntax.operands) {
    text += (text.empty() ? "" : " ") + std::string(operand);
  }
  for (const Option& option : syntax.options) {
    text += (text.empty() ? "" : " ") + usageOf(option);
  }
  return text;
}

std::optional<core::Error> findMissing(const Syntax& syntax,
                                       const Arguments& given,
                                       std::size_t operand_count) {
  if (operand_count < syntax.operands.size()) {
    return core::Error{std::string(syntax.operands[operand_count]) + " is missing"};
  }
  const bool repeatable = !syntax.operands.empty() && syntax.operands.back().ends_with("...");
  if (operand_count > syntax.operands.size() && !repeatable) {
    return core::Error{"unexpected argument"};
  }
  for (const Option& option : syntax.options) {
    if (option.use == Use::Required && !given.has(option.name)) {
      return core::Error{usageOf(option) + " is missing"};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> Arguments::text(std::string_view option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::nullopt : std::optional(found->second.back());
}

const std::string& Arguments::required(std::string_view option) const {
  return options_.find(option)->second.back();
}

std::vector<std::string> Arguments::all(std::string_view option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::vector<std::string>() : found->second;
}

core::Result<Arguments> parse(const Syntax& syntax, const std::vector<std::string>& arguments) {
  Arguments given;
  const Poco::Util::OptionSet options = optionsOf(syntax);
  Poco::Util::OptionProcessor processor(options);
  processor.setUnixStyle(true);
  try {
    for (const std::string& argument : arguments) {
      std::string name;
      std::string value;
      if (!processor.process(argument, name, value)) {
        given.operands_.push_back(argument);
      } else if (!name.empty()) {
        given.options_[name].push_back(value);
      }
    }
    processor.checkRequired();
  } catch (const Poco::Util::UnknownOptionException& unknown) {
    const std::string text = unknown.displayText();
    return core::Error{text.substr(0, text.find('='))};
  } catch (const Poco::Util::OptionException& wrong) {
    return core::Error{wrong.displayText()};
  }
  if (!given.has(kHelp)) {
    if (auto missing = findMissing(syntax, given, given.operands_.size())) {
      return std::move(*missing);
    }
  }
  return given;
}

std::string help(const Syntax& syntax) {
  const Poco::Util::OptionSet options = optionsOf(syntax);
  Poco::Util::HelpFormatter formatter(options);
  formatter.setUnixStyle(true);
  formatter.setCommand(std::string(syntax.command));
  formatter.setUsage(usageOf(syntax));
  formatter.setHeader(std::string(syntax.purpose));
  formatter.setFooter(std::string(syntax.exit_codes));
  std::ostringstream text;
  formatter.format(text);
  return text.str();
}

}  // namespace bailey::command_line
