#include "app/caller_secret.h"
#include "app/command.h"
#include "app/finding_lines.h"
#include "app/integration_documents.h"
#include "app/load_settings.h"
#include "app/plugin_manifests.h"
#include "app/process.h"
#include "app/whole_file.h"
#include "documents/html_page.h"
#include "documents/service.h"
#include "documents/write_document.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace bailey::app {
namespace {

namespace fs = std::filesystem;
using documents::Form;

const command_line::Syntax kSyntax = {
    "bailey export",
    "Writes the documents Talkdesk asks an integration's owner for: one JSON file about the "
    "integration, one about each of its actions, and all of them as a page of tables. The files "
    "hold the caller's path secret and are readable by their owner alone.",
    {"INTEGRATION"},
    {{"config", "FILE", "the bridge's configuration (bailey.json)", command_line::Use::Required},
     {"public-url",
      "URL",
      "where Talkdesk reaches the bridge: https://host[:port][/prefix]",
      command_line::Use::Required},
     {"output", "FOLDER", "where to write; ./INTEGRATION-talkdesk by default"},
     {"path-secret-file",
      "FILE",
      "the caller's secret path segment, when the configuration knows only its digest"},
     {"form", "new|legacy", "form of authentication_configuration; the integration's by default"}},
    "Exit code: 0 when they are written; 1 when not, as with a mistake in them; 2 for a wrong "
    "call."};

struct OutputFile {
  std::string name;
  std::string what;
  std::string content;
};

std::vector<OutputFile> filesOf(const IntegrationDocuments& made, Form form) {
  const std::string& name = made.integration.name;
  std::vector<OutputFile> files;
  files.push_back({name + ".json",
                   "the integration",
                   documents::toJson(made.integration, form).dump(2) + "\n"});
  for (const documents::ActionDocument& action : made.actions) {
    files.push_back({name + "." + action.action.name + ".json",
                     "action " + action.action.name,
                     documents::toJson(action).dump(2) + "\n"});
  }
  files.push_back({name + ".html",
                   "all of it as tables, to print or attach",
                   documents::htmlPage(made.integration, made.actions)});
  return files;
}

std::optional<core::Error> writeFiles(const fs::path& folder,
                                      const std::vector<OutputFile>& files) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) {
    return core::Error{folder.string() + ": cannot be made: " + failed.message()};
  }
  for (const OutputFile& file : files) {
    if (const auto wrong = writePrivateFile(folder / file.name, file.content)) {
      return core::Error{(folder / file.name).string() + ": " + wrong->message};
    }
  }
  return std::nullopt;
}

void printTable(const fs::path& folder, const std::vector<OutputFile>& files) {
  std::size_t widest = 0;
  for (const OutputFile& file : files) {
    widest = std::max(widest, file.name.size());
  }
  std::cout << "wrote into " << folder.string() << ":\n";
  for (const OutputFile& file : files) {
    std::cout << "  " << file.name << std::string(widest - file.name.size() + 3, ' ') << file.what
              << '\n';
  }
}

// Nothing for a word that is no form.
std::optional<Form> formAskedFor(const command_line::Arguments& given,
                                 const talkdesk::Dialect& dialect) {
  const std::string word =
      given.text("form").value_or(dialect.legacy_configuration ? "legacy" : "new");
  if (word == "new") {
    return Form::New;
  }
  return word == "legacy" ? std::optional(Form::Legacy) : std::nullopt;
}

core::Result<IntegrationDocuments> make(const config::Settings& settings,
                                        const std::string& public_url,
                                        const std::optional<fs::path>& path_secret_file) {
  const config::Integration& integration = settings.integrations.front();
  auto manifests = PluginManifests::open(settings.server.plugins_folder);
  if (!manifests.ok()) {
    return manifests.error();
  }
  const auto& manifest = manifests.value().of(integration.plugin);
  if (!manifest.ok()) {
    return core::Error{integration.file.string() + ": /plugin: " + manifest.error().message};
  }
  const auto secret = findPathSecret(integration, path_secret_file);
  if (!secret.ok()) {
    return secret.error();
  }
  return makeDocuments(integration, manifest.value(), public_url, secret.value().reveal());
}

int exportDocuments(const command_line::Arguments& given) {
  prepareProcess();
  const std::string& name = given.operand(0);
  const auto settings = loadIntegrationSettings(given.required("config"), name);
  if (!settings.ok()) {
    return fail(settings.error());
  }
  const config::Integration& integration = settings.value().integrations.front();
  const auto form = formAskedFor(given, integration.profile.dialect);
  if (!form) {
    (void)fail({"--form must be new or legacy"});
    return kBadUsage;
  }
  const auto public_url = documents::parsePublicUrl(given.required("public-url"));
  if (!public_url.ok()) {
    return fail({"--public-url " + public_url.error().message});
  }
  const auto made = make(settings.value(), public_url.value(), given.text("path-secret-file"));
  if (!made.ok()) {
    return fail({made.error().message});
  }
  const auto findings = lintDocuments(made.value(), integration);
  for (const documents::Finding& finding : findings) {
    std::cout << toLine(finding) << '\n';
  }
  if (documents::hasErrors(findings)) {
    return fail({"nothing was written: " + summaryOf(findings)});
  }
  const fs::path folder = given.text("output").value_or(name + "-talkdesk");
  const std::vector<OutputFile> files = filesOf(made.value(), *form);
  if (const auto failed = writeFiles(folder, files)) {
    return fail({failed->message});
  }
  printTable(folder, files);
  std::cout << summaryOf(findings) << '\n';
  return kDone;
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &exportDocuments);
}

}  // namespace

const Command kExport = {"export",
                         "INTEGRATION ...",
                         "write the documents Talkdesk asks for; see `bailey export --help`",
                         &run};

}  // namespace bailey::app
