#include "app/command.h"
#include "app/process.h"
#include "config/complaint.h"
#include "config/load.h"
#include "config/read_file.h"
#include "conformance/checks.h"
#include "conformance/kit.h"
#include "conformance/report.h"
#include "core/result.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <regex>
#include <string>
#include <utility>
#include <vector>

namespace bailey::app {
namespace {

namespace fs = std::filesystem;
using conformance::Check;
using conformance::Subject;
using nlohmann::json;
using Lines = std::vector<std::string>;

const command_line::Syntax kSyntax = {
    "bailey test",
    "Finds out whether a plugin keeps the contract: loads it as the server does, in processes of "
    "its own, asks it rightly and wrongly, and says what must be so and is not. The integration "
    "file is one of integrations.d; nothing of it but the plugin, its settings and what is agreed "
    "with Talkdesk matters.",
    {"PLUGIN.so"},
    {{"config", "INTEGRATION.json", "the integration to test it with", command_line::Use::Required},
     {"auth",
      "JSON|@FILE",
      "good credentials, the object `auth` of a request; without it the variable BAILEY_AUTH; "
      "most checks of an integration with authentication need them",
      command_line::Use::Optional},
     {"wrong-auth",
      "JSON|@FILE",
      "credentials the CRM refuses; without it the good ones with every text changed",
      command_line::Use::Optional},
     {"actions",
      "",
      "also run actions, some hundred times; they write to the CRM, and what they leave there is "
      "told at the end",
      command_line::Use::Optional},
     {"checks", "REGEX", "only checks whose id it is found in", command_line::Use::Optional},
     {"free-settings",
      "POINTER",
      "an object in the settings whose members are the operator's own, so that unknown ones are "
      "right, such as /fields or /lists/*",
      command_line::Use::Repeatable},
     {"calls", "N", "calls to see whether memory grows (10000)", command_line::Use::Optional},
     {"time-limit",
      "SECONDS",
      "for each check, after which its process is killed (60)",
      command_line::Use::Optional},
     {"json", "FILE", "write the report as JSON", command_line::Use::Optional},
     {"junit", "FILE", "write the report as JUnit's XML", command_line::Use::Optional}},
    "Exit code: 0 when it conforms; 1 when not, or when nobody can know because checks were "
    "skipped "
    "for want of --auth; 2 for a wrong call."};

std::optional<std::string> environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

// `source` as written after --auth: JSON, or @ and the name of a file with it. The error holds
// nothing of the content.
core::Result<json> readAuth(const std::string& what, const std::string& source) {
  std::string text = source;
  if (source.starts_with('@')) {
    auto file = config::readConfigurationFile(source.substr(1));
    if (!file.ok()) {
      return core::Error{what + ": " + source.substr(1) + " " + file.error().message};
    }
    text = file.value();
  }
  json auth = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!auth.is_object()) {
    return core::Error{what + ": must be a JSON object, the `auth` of a request"};
  }
  return auth;
}

core::Result<std::optional<json>> optionalAuth(const std::string& what,
                                               const std::optional<std::string>& source) {
  if (!source) {
    return std::optional<json>();
  }
  auto auth = readAuth(what, *source);
  if (!auth.ok()) {
    return auth.error();
  }
  return std::optional<json>(std::move(auth.value()));
}

// A whole number from 1 to `most`, or `otherwise` when the option was not given.
core::Result<std::size_t> numberOf(const command_line::Arguments& given,
                                   std::string_view option,
                                   std::size_t otherwise,
                                   std::size_t most) {
  const auto text = given.text(option);
  if (!text) {
    return otherwise;
  }
  std::size_t number = 0;
  const char* const end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number < 1 || number > most) {
    return core::Error{"--" + std::string(option) + ": must be a number from 1 to " +
                       std::to_string(most)};
  }
  return number;
}

std::optional<core::Error> readPlugin(const std::string& file, Subject& subject) {
  subject.plugin = fs::absolute(file).lexically_normal();
  if (subject.plugin.extension() != ".so") {
    return core::Error{file + ": the name of a plugin ends in .so"};
  }
  if (!fs::is_regular_file(subject.plugin)) {
    return core::Error{file + ": is no file"};
  }
  return std::nullopt;
}

// The error repeats nothing: it may be a credential under the wrong option.
core::Result<std::vector<json::json_pointer>> readPointers(const std::string& option,
                                                           const std::vector<std::string>& texts) {
  std::vector<json::json_pointer> pointers;
  for (const std::string& text : texts) {
    try {
      pointers.emplace_back(text);
    } catch (const json::parse_error&) {
      return core::Error{"--" + option + ": must be a JSON pointer inside the settings: /fields"};
    }
  }
  return pointers;
}

// Everything about credentials and limits; the error is for whoever wrote the command.
std::optional<core::Error> readOptions(const command_line::Arguments& given, Subject& subject) {
  const auto auth_text = given.text("auth");
  auto auth = auth_text ? optionalAuth("--auth", auth_text)
                        : optionalAuth("BAILEY_AUTH", environment("BAILEY_AUTH"));
  auto wrong = optionalAuth("--wrong-auth", given.text("wrong-auth"));
  const auto calls = numberOf(given, "calls", subject.calls, 100'000'000);
  const auto seconds =
      numberOf(given,
               "time-limit",
               static_cast<std::size_t>(
                   std::chrono::duration_cast<std::chrono::seconds>(subject.time_limit).count()),
               3'600);
  if (!auth.ok()) {
    return auth.error();
  }
  if (!wrong.ok()) {
    return wrong.error();
  }
  for (const auto* number : {&calls, &seconds}) {
    if (!number->ok()) {
      return number->error();
    }
  }
  auto free_settings = readPointers("free-settings", given.all("free-settings"));
  if (!free_settings.ok()) {
    return free_settings.error();
  }
  subject.free_settings = std::move(free_settings.value());
  subject.auth = std::move(auth.value());
  subject.wrong_auth = std::move(wrong.value());
  subject.calls = calls.value();
  subject.time_limit = std::chrono::seconds(seconds.value());
  subject.actions = given.has("actions");
  return std::nullopt;
}

Lines readIntegration(const std::string& file, Subject& subject) {
  auto loaded = config::loadIntegration(file, &environment);
  if (!loaded.ok()) {
    return config::toLines(loaded.complaints);
  }
  const std::string plugin = subject.plugin.stem().string();
  if (loaded.integration.plugin != plugin) {
    return config::toLines({{file,
                             "/plugin",
                             "names " + config::inQuotes(loaded.integration.plugin) +
                                 ", but the plugin to test is " + config::inQuotes(plugin)}});
  }
  subject.integration = std::move(loaded.integration);
  return {};
}

core::Result<std::vector<const Check*>> selectChecks(const std::optional<std::string>& pattern) {
  std::vector<const Check*> checks = conformance::allChecks();
  if (!pattern) {
    return checks;
  }
  try {
    const std::regex wanted(*pattern, std::regex::ECMAScript | std::regex::nosubs);
    std::erase_if(checks, [&](const Check* check) {
      return !std::regex_search(check->id.begin(), check->id.end(), wanted);
    });
  } catch (const std::regex_error& wrong) {
    return core::Error{std::string("--checks: is no regular expression: ") + wrong.what()};
  }
  if (checks.empty()) {
    return core::Error{"--checks: no check has such an id"};
  }
  return checks;
}

// Both files, when they are wanted; gives what cannot be written.
Lines writeFiles(const command_line::Arguments& given, const conformance::Report& report) {
  Lines wrong;
  const auto write = [&](std::string_view option, const auto& content) {
    if (const auto file = given.text(option)) {
      std::ofstream out(*file);
      content(out);
      if (!out.flush()) {
        wrong.push_back(*file + ": cannot be written");
      }
    }
  };
  write("json", [&](std::ostream& out) { out << conformance::toJson(report).dump(2) << '\n'; });
  write("junit", [&](std::ostream& out) { conformance::writeJUnit(report, out); });
  return wrong;
}

int badUsage(const core::Error& error) {
  std::cerr << kSyntax.command << ": " << error.message << '\n';
  return kBadUsage;
}

int test(const command_line::Arguments& given) {
  prepareProcess();
  const auto checks = selectChecks(given.text("checks"));
  if (!checks.ok()) {
    return badUsage(checks.error());
  }
  Subject subject;
  if (const auto wrong = readPlugin(given.operand(0), subject)) {
    return badUsage(*wrong);
  }
  if (const auto wrong = readOptions(given, subject)) {
    return badUsage(*wrong);
  }
  if (const Lines wrong = readIntegration(given.required("config"), subject); !wrong.empty()) {
    fail(wrong);
    return kBadUsage;
  }
  const auto report = conformance::runKit(subject, checks.value());
  if (!report.ok()) {
    return fail({report.error().message});
  }
  std::cout << conformance::toText(report.value());
  if (const Lines wrong = writeFiles(given, report.value()); !wrong.empty()) {
    return fail(wrong);
  }
  return report.value().conforms() ? kDone : kFailed;
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &test);
}

}  // namespace

const Command kTest = {
    "test", "PLUGIN.so --config FILE", "find out whether a plugin keeps the contract", &run};

}  // namespace bailey::app
