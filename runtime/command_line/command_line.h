// What a subcommand takes on its command line: told once, for reading it and for its help.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::command_line {

enum class Use : std::uint8_t { Unset = 0, Optional, Required, Repeatable };

struct Option {
  std::string_view name;      // "config" for --config
  std::string_view argument;  // "FILE"; empty: the option is a flag
  std::string_view help;      // one clause
  Use use = Use::Optional;
};

struct Syntax {
  std::string_view command;  // "bailey check"
  std::string_view purpose;  // one or more sentences for --help
  // All needed, in this order: "INTEGRATION". The last may be "FILE...", one or more.
  std::vector<std::string_view> operands;
  std::vector<Option> options;  // --help is always there
  std::string_view exit_codes;  // the last sentence of the help; may be empty
};

// What was written, checked against a Syntax.
class Arguments {
public:
  [[nodiscard]] bool has(std::string_view option) const { return options_.contains(option); }

  // The option's value; nothing when it was not given.
  [[nodiscard]] std::optional<std::string> text(std::string_view option) const;

  // REQUIRES: the option was given, as a required one always is.
  [[nodiscard]] const std::string& required(std::string_view option) const;

  // Every value of a repeatable option, in order.
  [[nodiscard]] std::vector<std::string> all(std::string_view option) const;

  // REQUIRES: index < Syntax::operands.size()
  [[nodiscard]] const std::string& operand(std::size_t index) const { return operands_.at(index); }

  [[nodiscard]] const std::vector<std::string>& operands() const { return operands_; }

private:
  friend core::Result<Arguments> parse(const Syntax& syntax,
                                       const std::vector<std::string>& arguments);

  std::map<std::string, std::vector<std::string>, std::less<>> options_;
  std::vector<std::string> operands_;
};

// The error is one line without the command's name, and repeats no value: it may be a credential
// under a misspelt name. With --help among the arguments nothing is required; ask has("help").
core::Result<Arguments> parse(const Syntax& syntax, const std::vector<std::string>& arguments);

// The text for --help, ending in a newline.
std::string help(const Syntax& syntax);

}  // namespace bailey::command_line
