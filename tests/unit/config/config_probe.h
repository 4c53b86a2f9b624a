// Reads configuration texts the way load() does, but without a disk: secret files and environment
// variables are the ones a test names.
#pragma once

#include "config/complaint.h"
#include "config/settings.h"
#include "config/surroundings.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::config {

// A file that is not in `files` fails to open; a variable that is not in `variables` is not set.
Surroundings surroundingsOf(std::map<std::string, std::string> files,
                            std::map<std::string, std::string> variables);

// Every secret file and every variable holds the same good secret.
Surroundings generousSurroundings();

struct ReadServer {
  Server server;
  std::vector<std::string> lines;  // The complaints as an operator sees them.
};

struct ReadIntegration {
  Integration integration;
  std::vector<std::string> lines;
};

// As bailey.json, in the folder the test runs in.
ReadServer readServer(std::string_view text);

// As integrations.d/acme.json.
ReadIntegration readIntegration(std::string_view text, const Surroundings& surroundings);

// A file of the test tree, or of the whole source tree, as JSON. Fails the test when it is not.
nlohmann::json testData(const std::string& path_below_tests);

// A file of the test tree or (with ../) of the whole source tree, as text.
std::string textOf(const std::string& path_below_tests);

}  // namespace bailey::config
