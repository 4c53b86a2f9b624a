#include "app/bridge.h"
#include "app/command.h"
#include "app/finding_lines.h"
#include "app/integration_documents.h"
#include "app/load_settings.h"
#include "app/plugin_manifests.h"
#include "app/process.h"

#include <cstddef>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey check",
    "Finds out whether `bailey serve` would start, without serving: the same code, and every "
    "complaint at once. Looks through the documents for Talkdesk as well.",
    {},
    {{"config", "FILE", "the bridge's configuration (bailey.json)", command_line::Use::Required}},
    "Exit code: 0 when it would start, 1 when not or when the documents of an integration that "
    "declares them hold errors, 2 for a wrong call."};

using Findings = std::vector<documents::Finding>;

// Stands in for the URL that only `bailey export` is told.
constexpr const char* kAnyPublicUrl = "https://bridge.example.net";

// What is to be said about the documents for Talkdesk. An integration that declares none of what
// they alone need is not meant to have any yet. A plugin without a manifest is complained about by
// who loads it.
Findings lintAll(const config::Settings& settings) {
  Findings findings;
  auto manifests = PluginManifests::open(settings.server.plugins_folder);
  for (const config::Integration& integration : settings.integrations) {
    if (!integration.profile.declaresDocument()) {
      findings.push_back({integration.file.string(),
                          documents::Severity::Note,
                          "/talkdesk",
                          "has no display_name, description, logo_url and icon_url",
                          "serving needs none; `bailey export` does"});
    } else if (manifests.ok() && manifests.value().of(integration.plugin).ok()) {
      const auto& manifest = manifests.value().of(integration.plugin).value();
      const Findings more =
          lintDocuments(makeDocuments(integration, manifest, kAnyPublicUrl, {}), integration);
      findings.insert(findings.end(), more.begin(), more.end());
    }
  }
  return findings;
}

// Errors are complaints, on standard error.
std::vector<std::string> print(const Findings& findings) {
  std::vector<std::string> errors;
  for (const documents::Finding& finding : findings) {
    if (finding.severity == documents::Severity::Error) {
      errors.push_back(toLine(finding));
    } else {
      std::cout << toLine(finding) << '\n';
    }
  }
  return errors;
}

int check(const command_line::Arguments& given) {
  prepareProcess();
  auto settings = loadSettings(given.required("config"));
  if (!settings.ok()) {
    return fail(settings.error());
  }
  const std::size_t count = settings.value().integrations.size();
  const Findings findings = lintAll(settings.value());
  StartupError wrong = Bridge::check(std::move(settings.value()));
  const StartupError in_documents = print(findings);
  wrong.insert(wrong.end(), in_documents.begin(), in_documents.end());
  if (!wrong.empty()) {
    return fail(wrong);
  }
  std::cout << "ok: " << count << (count == 1 ? " integration" : " integrations")
            << " ready to serve\n";
  return kDone;
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &check);
}

}  // namespace

const Command kCheck = {
    "check", "--config FILE", "find out whether `serve` would start, without serving", &run};

}  // namespace bailey::app
