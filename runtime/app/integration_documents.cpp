#include "app/integration_documents.h"

#include "documents/build_documents.h"
#include "documents/lint.h"
#include "documents/service.h"
#include "documents/write_document.h"

#include <utility>

namespace bailey::app {
namespace {

using documents::Finding;

// A document's members stand under this pointer of the integration's file, but for those that no
// file has: names, providers and endpoints.
constexpr std::string_view kIntegrationPart = "/talkdesk";

std::string actionPart(std::size_t index) {
  return std::string(kIntegrationPart) + "/actions/" + std::to_string(index);
}

bool isInTheFile(std::string_view member, bool of_action) {
  return !member.ends_with("endpoint") && member != "provider" && (of_action || member != "name");
}

// `finding` is about the document named after its part of the file.
Finding placedInFile(Finding finding, const config::Integration& integration) {
  const std::string part = std::move(finding.document);
  finding.document = integration.file.string();
  const bool of_action = part != kIntegrationPart;
  const std::string member = finding.pointer.substr(finding.pointer.empty() ? 0 : 1);
  if (isInTheFile(member, of_action)) {
    finding.pointer = part + finding.pointer;
  } else {
    finding.pointer = part;
    finding.message = "the document's " + member + " " + finding.message;
  }
  return finding;
}

}  // namespace

IntegrationDocuments makeDocuments(const config::Integration& integration,
                                   const plugin_host::Manifest& manifest,
                                   const std::string& public_url,
                                   std::string_view path_secret) {
  documents::Service service;
  service.integration = integration.name;
  service.public_url = public_url;
  service.path_secret = path_secret;
  for (const talkdesk::Operation operation : talkdesk::kOperations) {
    service.offered.at(talkdesk::indexOf(operation)) =
        manifest.execution(operation) != plugin_host::Execution::Unset;
  }
  return {documents::buildIntegrationDocument(integration.profile, service),
          documents::buildActionDocuments(integration.profile, service)};
}

std::vector<Finding> lintDocuments(const IntegrationDocuments& made,
                                   const config::Integration& integration) {
  std::vector<documents::NamedDocument> named;
  // The newer form, whichever is written: its places are those of the file.
  named.push_back(
      {std::string(kIntegrationPart), documents::toJson(made.integration, documents::Form::New)});
  for (std::size_t i = 0; i < made.actions.size(); ++i) {
    named.push_back({actionPart(i), documents::toJson(made.actions[i])});
  }
  std::vector<Finding> findings;
  for (Finding& finding : documents::lint(named, {integration.profile.cti})) {
    findings.push_back(placedInFile(std::move(finding), integration));
  }
  return findings;
}

}  // namespace bailey::app
