// The documents for Talkdesk of one integration: from its file, its plugin's manifest and where it
// is served.
#pragma once

#include "config/settings.h"
#include "documents/document.h"
#include "documents/finding.h"
#include "plugin_host/manifest.h"

#include <string>
#include <string_view>
#include <vector>

namespace bailey::app {

struct IntegrationDocuments {
  documents::IntegrationDocument integration;
  std::vector<documents::ActionDocument> actions;
};

// `public_url` is as documents::parsePublicUrl() gives it; `path_secret` is empty when callers show
// none.
IntegrationDocuments makeDocuments(const config::Integration& integration,
                                   const plugin_host::Manifest& manifest,
                                   const std::string& public_url,
                                   std::string_view path_secret);

// What is wrong with them, told with the place in the integration's file that is to be changed.
std::vector<documents::Finding> lintDocuments(const IntegrationDocuments& made,
                                              const config::Integration& integration);

}  // namespace bailey::app
