// A temporary folder with the demo CRM in it, and an integration that uses it.
#pragma once

#include "loaded_plugin.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct sqlite3;

namespace bailey::sql_test {

inline constexpr const char* kToken = "k-1f2e3d";

// A connection of somebody else's: the CRM itself, another program.
class OtherProgram {
public:
  explicit OtherProgram(const std::filesystem::path& file);
  OtherProgram(const OtherProgram&) = delete;
  OtherProgram& operator=(const OtherProgram&) = delete;
  OtherProgram(OtherProgram&&) = delete;
  OtherProgram& operator=(OtherProgram&&) = delete;
  ~OtherProgram();

  void execute(const std::string& sql);

  // The first column of the first row as text.
  [[nodiscard]] std::string ask(const std::string& sql);

private:
  sqlite3* database_ = nullptr;
};

class DemoTest : public ::testing::Test {
protected:
  DemoTest();
  ~DemoTest() override;
  DemoTest(const DemoTest&) = delete;
  DemoTest& operator=(const DemoTest&) = delete;
  DemoTest(DemoTest&&) = delete;
  DemoTest& operator=(DemoTest&&) = delete;

  // As config/integrations.d/demo.json has them, with the database in folder().
  [[nodiscard]] nlohmann::json settings() const;

  // What create() gets, for the demo integration.
  [[nodiscard]] nlohmann::json setup(const nlohmann::json& settings) const;

  [[nodiscard]] std::unique_ptr<Instance> instance(const nlohmann::json& settings);

  [[nodiscard]] std::unique_ptr<Instance> instance() { return instance(settings()); }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  [[nodiscard]] OtherProgram& crm() { return *crm_; }

  [[nodiscard]] TestHost& host() { return host_; }

  [[nodiscard]] const LoadedPlugin& plugin() const { return plugin_; }

private:
  std::filesystem::path folder_;
  LoadedPlugin plugin_;
  TestHost host_;
  std::unique_ptr<OtherProgram> crm_;
};

[[nodiscard]] nlohmann::json goodAuth();

struct Page {
  std::vector<std::string> ids;
  std::vector<std::string> times;
  std::string checkpoint;
  std::optional<std::string> next_offset;
};

// One contact synchronization request, which must succeed.
[[nodiscard]] Page contactPage(const Instance& instance,
                               const std::optional<std::string>& checkpoint,
                               const std::optional<std::string>& offset);

// A whole run, page by page.
[[nodiscard]] std::vector<Page> contactRun(const Instance& instance,
                                           const std::optional<std::string>& checkpoint);

[[nodiscard]] std::vector<std::string> idsOf(const std::vector<Page>& run);

}  // namespace bailey::sql_test
