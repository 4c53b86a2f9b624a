// Configuration from disk: bailey.json and every file of its integrations folder, with all
// complaints at once, so that an operator mends them in one go. Blocks on disk; any one thread.
#pragma once

#include "config/complaint.h"
#include "config/settings.h"
#include "config/surroundings.h"

#include <filesystem>
#include <string>
#include <vector>

namespace bailey::config {

constexpr std::size_t kIntegrationsMax = 1000;

struct Loaded {
  Settings settings;                  // Usable only when ok(); otherwise holes and defaults.
  std::vector<Complaint> complaints;  // Sorted by file; within one, in the order found.

  [[nodiscard]] bool ok() const { return complaints.empty(); }
};

struct LoadedServer {
  Server server;
  std::string text;  // What the file said, word for word; empty when it could not be read.
  std::vector<Complaint> complaints;

  [[nodiscard]] bool ok() const { return complaints.empty(); }
};

struct LoadedIntegration {
  Integration integration;
  std::vector<Complaint> complaints;

  [[nodiscard]] bool ok() const { return complaints.empty(); }
};

struct IntegrationFiles {
  std::vector<std::filesystem::path> files;  // By name.
  std::vector<Complaint> complaints;         // About files whose name cannot be an integration's.

  [[nodiscard]] bool ok() const { return complaints.empty(); }
};

// Everything. `file` is bailey.json; `variables` answers for the process environment.
Loaded load(const std::filesystem::path& file, const Variables& variables);

// The parts of load(), for whoever keeps an integration's last good version when its file is bad.

LoadedServer loadServer(const std::filesystem::path& file);

// The same from what `file` said at another time.
LoadedServer loadServerText(std::string text, const std::filesystem::path& file);

// The files of `folder` that are integrations: names ending in .json. Hidden files and what editors
// leave behind (.acme.json.swp, acme.json~, #acme.json#) are passed over. A folder without any is
// fine: integrations can come later.
IntegrationFiles listIntegrations(const std::filesystem::path& folder);

LoadedIntegration loadIntegration(const std::filesystem::path& file, const Variables& variables);

// The same from what `file` said at another time.
LoadedIntegration loadIntegrationText(std::string text,
                                      const std::filesystem::path& file,
                                      const Variables& variables);

}  // namespace bailey::config
