#include "config/load.h"

#include "config/fingerprint.h"
#include "config/json_text.h"
#include "config/parse_integration.h"
#include "config/parse_server.h"
#include "config/read_file.h"
#include "config/text_rules.h"
#include "config/validate.h"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

namespace bailey::config {
namespace {

void append(std::vector<Complaint>& all, const std::vector<Complaint>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

bool isPassedOver(const std::string& name) {
  return name.front() == '.' || name.size() < 5 || name.substr(name.size() - 5) != ".json";
}

// What is no folder was complained about with its key in bailey.json.
bool isFolder(const std::filesystem::path& path) {
  std::error_code none;
  return std::filesystem::is_directory(path, none);
}

// Not in the working directory but where the integrations of an unreadable bailey.json most likely
// are, so that they can be checked as well.
void placeBeside(const std::filesystem::path& file, Server& server) {
  server.integrations_folder = file.parent_path() / server.integrations_folder;
}

}  // namespace

LoadedServer loadServer(const std::filesystem::path& file) {
  core::Result<std::string> text = readConfigurationFile(file);
  if (text.ok()) {
    return loadServerText(std::move(text.value()), file);
  }
  LoadedServer loaded;
  loaded.complaints.push_back({file, "", text.error().message});
  placeBeside(file, loaded.server);
  return loaded;
}

LoadedServer loadServerText(std::string text, const std::filesystem::path& file) {
  Complaints complaints(file);
  LoadedServer loaded;
  if (const auto document = readJson(text, complaints)) {
    loaded.server = parseServer(*document, file.parent_path(), complaints);
    checkServerFiles(loaded.server, complaints);
  } else {
    placeBeside(file, loaded.server);
  }
  loaded.text = std::move(text);
  loaded.complaints = complaints.list();
  return loaded;
}

IntegrationFiles listIntegrations(const std::filesystem::path& folder) {
  IntegrationFiles found;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::filesystem::path& file = entry->path();
    if (isPassedOver(file.filename().string())) {
      continue;
    }
    if (!kIntegrationName.accepts(file.stem().string())) {
      found.complaints.push_back(
          {file,
           "",
           "the name before .json is the integration's, and part of its URLs; it must be " +
               std::string(kIntegrationName.what)});
    } else {
      found.files.push_back(file);
    }
  }
  if (error) {
    found.complaints.push_back({folder, "", "cannot be listed: " + error.message()});
  }
  std::sort(found.files.begin(), found.files.end());
  if (found.files.size() > kIntegrationsMax) {
    found.complaints.push_back({folder,
                                "",
                                "holds " + std::to_string(found.files.size()) +
                                    " integrations; at most " + std::to_string(kIntegrationsMax) +
                                    " are allowed"});
    found.files.resize(kIntegrationsMax);
  }
  return found;
}

LoadedIntegration loadIntegration(const std::filesystem::path& file, const Variables& variables) {
  core::Result<std::string> text = readConfigurationFile(file);
  if (!text.ok()) {
    LoadedIntegration loaded;
    loaded.integration.name = file.stem().string();
    loaded.complaints.push_back({file, "", text.error().message});
    return loaded;
  }
  return loadIntegrationText(std::move(text.value()), file, variables);
}

LoadedIntegration loadIntegrationText(std::string text,
                                      const std::filesystem::path& file,
                                      const Variables& variables) {
  Complaints complaints(file);
  LoadedIntegration loaded;
  loaded.integration.name = file.stem().string();
  if (const auto document = readJson(text, complaints)) {
    std::vector<std::filesystem::path> files;
    const Surroundings surroundings{variables, [&](const std::filesystem::path& secret) {
                                      files.push_back(secret);
                                      return readSecretFile(secret);
                                    }};
    loaded.integration = parseIntegration(*document, file, surroundings, complaints);
    checkIntegrationFiles(loaded.integration, complaints);
    if (loaded.integration.callers.mtls) {
      files.push_back(loaded.integration.callers.mtls->ca);
    }
    if (!loaded.integration.upstream.ca.empty()) {
      files.push_back(loaded.integration.upstream.ca);
    }
    loaded.integration.refers_to = std::move(files);
  }
  loaded.integration.text = std::move(text);
  loaded.integration.text.shrink_to_fit();  // it lives long, and was read into room for the largest
  loaded.integration.fingerprint = fingerprintOf(loaded.integration);
  loaded.complaints = complaints.list();
  return loaded;
}

Loaded load(const std::filesystem::path& file, const Variables& variables) {
  Loaded loaded;
  LoadedServer server = loadServer(file);
  loaded.settings.server = std::move(server.server);
  append(loaded.complaints, server.complaints);
  const std::filesystem::path& folder = loaded.settings.server.integrations_folder;
  if (isFolder(folder)) {
    const IntegrationFiles found = listIntegrations(folder);
    append(loaded.complaints, found.complaints);
    for (const std::filesystem::path& integration_file : found.files) {
      LoadedIntegration one = loadIntegration(integration_file, variables);
      append(loaded.complaints, one.complaints);
      loaded.settings.integrations.push_back(std::move(one.integration));
    }
  }
  std::stable_sort(
      loaded.complaints.begin(),
      loaded.complaints.end(),
      [](const Complaint& one, const Complaint& other) { return one.file < other.file; });
  return loaded;
}

}  // namespace bailey::config
