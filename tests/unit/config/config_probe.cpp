#include "unit/config/config_probe.h"

#include "config/json_text.h"
#include "config/parse_integration.h"
#include "config/parse_server.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <utility>

namespace bailey::config {
namespace {

std::vector<std::string> linesOf(const Complaints& complaints) {
  std::vector<std::string> lines;
  for (const Complaint& complaint : complaints.list()) {
    lines.push_back(toLine(complaint));
  }
  return lines;
}

}  // namespace

Surroundings surroundingsOf(std::map<std::string, std::string> files,
                            std::map<std::string, std::string> variables) {
  Surroundings result;
  result.secret_file =
      [files = std::move(files)](const std::filesystem::path& file) -> core::Result<core::Secret> {
    const auto found = files.find(file.filename().string());
    if (found == files.end()) {
      return core::Error{"the file named here cannot be opened: No such file or directory"};
    }
    return core::Secret::copyOf(found->second);
  };
  result.variable =
      [variables = std::move(variables)](std::string_view name) -> std::optional<std::string> {
    const auto found = variables.find(std::string(name));
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  return result;
}

Surroundings generousSurroundings() {
  Surroundings result;
  result.secret_file = [](const std::filesystem::path&) -> core::Result<core::Secret> {
    return core::Secret::copyOf("a-secret-of-24-characters");
  };
  result.variable = [](std::string_view) {
    return std::optional<std::string>("another-secret-of-30-characters");
  };
  return result;
}

ReadServer readServer(std::string_view text) {
  ReadServer result;
  Complaints complaints("bailey.json");
  if (const auto document = readJson(text, complaints)) {
    result.server = parseServer(*document, "", complaints);
  }
  result.lines = linesOf(complaints);
  return result;
}

ReadIntegration readIntegration(std::string_view text, const Surroundings& surroundings) {
  ReadIntegration result;
  Complaints complaints("integrations.d/acme.json");
  if (const auto document = readJson(text, complaints)) {
    result.integration =
        parseIntegration(*document, "integrations.d/acme.json", surroundings, complaints);
  }
  result.lines = linesOf(complaints);
  return result;
}

nlohmann::json testData(const std::string& path_below_tests) {
  const std::string text = textOf(path_below_tests);
  nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
  EXPECT_FALSE(document.is_discarded()) << path_below_tests;
  return document;
}

std::string textOf(const std::string& path_below_tests) {
  std::ifstream file(std::string(BAILEY_TEST_SOURCE_DIR) + "/" + path_below_tests);
  EXPECT_TRUE(file) << path_below_tests;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace bailey::config
