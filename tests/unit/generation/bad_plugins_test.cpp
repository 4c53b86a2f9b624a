// Every way a plugin file can be wrong, with the exact line an operator reads. The plugins are real
// and built from tests/bad_plugins.
#include "bad_plugins/refusals.h"
#include "fakes/temp_folder.h"
#include "generation/integration_builder.h"
#include "plugin_host/library.h"
#include "plugin_host/plugin_instance.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace bailey::generation {
namespace {

namespace fs = std::filesystem;

// Serves from nowhere: takes settings, gives the complaints about them, one a line.
class BadPlugins : public testing::Test {
protected:
  BadPlugins()
      : sink_(::open("/dev/null", O_WRONLY | O_CLOEXEC)),
        log_(sink_, observability::Level::Info) {}

  ~BadPlugins() override { ::close(sink_); }

  config::Integration integration(const std::string& plugin) {
    config::Integration made;
    made.name = "acme";
    made.file = "integrations.d/acme.json";
    made.plugin = plugin;
    made.profile.authentication_type = talkdesk::AuthenticationType::None;
    return made;
  }

  config::Integration plainC() {
    config::Integration made = integration("plain_c");
    made.settings = {{"token", "x"}};
    return made;
  }

  std::string complaintsOf(config::Integration integration, const fs::path& folder) {
    IntegrationBuilder builder(folder, private_.path(), extensions_, log_);
    auto built = builder.build(std::move(integration));
    if (built.ok()) {
      return "";
    }
    std::string lines;
    for (const config::Complaint& complaint : built.error()) {
      lines += config::toLine(complaint) + "\n";
    }
    return lines;
  }

  // `folder` in a message stands for the plugins folder.
  void expectRefused(const std::string& plugin, std::string clause) {
    const fs::path folder = BAILEY_TEST_PLUGINS "/bad";
    const std::string expected = "integrations.d/acme.json: " + std::move(clause) + "\n";
    std::string said = complaintsOf(integration(plugin), folder);
    for (std::size_t at = said.find(folder.string()); at != std::string::npos;
         at = said.find(folder.string())) {
      said.replace(at, folder.string().size(), "plugins");
    }
    EXPECT_EQ(said, expected) << plugin;
    EXPECT_FALSE(plugin_host::isMapped(private_.path() / plugin)) << plugin << " is still mapped";
  }

  fakes::TempFolder private_;
  int sink_;
  observability::Log log_;
  plugin_host::Extensions extensions_{{}, log_};
};

TEST_F(BadPlugins, AreRefusedWithTheirFault) {
  for (const auto& [plugin, clause] : bad_plugins::refusals()) {
    expectRefused(plugin, clause);
  }
}

TEST_F(BadPlugins, TellAllTheirComplaintsAtOnce) {
  const std::string said = complaintsOf(integration("create_fails"), BAILEY_TEST_PLUGINS "/bad");
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 2) << said;
  EXPECT_NE(said.find("integrations.d/acme.json: /settings/"), std::string::npos) << said;
}

TEST_F(BadPlugins, WithUnresolvedSymbolsAreNamed) {
  const std::string said =
      complaintsOf(integration("unresolved_symbol"), BAILEY_TEST_PLUGINS "/bad");
  EXPECT_NE(said.find("unresolved_symbol.so cannot be mapped: "), std::string::npos) << said;
  EXPECT_NE(said.find("undefined symbol"), std::string::npos) << said;
}

TEST_F(BadPlugins, ThatOthersMayWriteAreRefused) {
  fakes::TempFolder folder;
  const fs::path file = folder.path() / "probe.so";
  fs::copy_file(BAILEY_TEST_PLUGINS "/probe.so", file);
  ::chmod(file.c_str(), 0766);
  EXPECT_EQ(complaintsOf(integration("probe"), folder.path()),
            "integrations.d/acme.json: /plugin: " + file.string() +
                " may be written by others than its owner; run chmod go-w on it\n");
}

TEST_F(BadPlugins, ThatAreLinksAreRefused) {
  fakes::TempFolder folder;
  fs::create_symlink(BAILEY_TEST_PLUGINS "/probe.so", folder.path() / "probe.so");
  EXPECT_EQ(complaintsOf(integration("probe"), folder.path()),
            "integrations.d/acme.json: /plugin: " + (folder.path() / "probe.so").string() +
                " is a link; put the file itself there\n");
}

TEST_F(BadPlugins, CutOffAnywhereAreRefusedOrWhole) {
  std::ifstream original(BAILEY_TEST_PLUGINS "/plain_c.so", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(original)), {});
  fakes::TempFolder folder;
  for (int part = 0; part <= 100; ++part) {
    const fs::path file = folder.path() / "plain_c.so";
    fs::remove(file);
    std::ofstream(file, std::ios::binary)
        << bytes.substr(0, bytes.size() * static_cast<std::size_t>(part) / 100);
    const std::string said = complaintsOf(plainC(), folder.path());
    EXPECT_EQ(said.empty(), part == 100) << part << " %: " << said;
  }
}

TEST_F(BadPlugins, FilledWithZerosAnywhereNeverCrashTheHost) {
  std::ifstream original(BAILEY_TEST_PLUGINS "/plain_c.so", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(original)), {});
  fakes::TempFolder folder;
  for (int part = 0; part < 100; ++part) {
    const fs::path file = folder.path() / "plain_c.so";
    fs::remove(file);
    std::string holed = bytes;
    const std::size_t from = bytes.size() * static_cast<std::size_t>(part) / 100;
    holed.replace(from, holed.size() - from, holed.size() - from, '\0');
    std::ofstream(file, std::ios::binary) << holed;
    EXPECT_FALSE(complaintsOf(plainC(), folder.path()).empty()) << part << " %";
  }
}

TEST_F(BadPlugins, GetNoSecretTheyDoNotAskFor) {
  config::Integration asking = integration("probe");
  asking.secrets["unwanted"];
  EXPECT_EQ(
      complaintsOf(std::move(asking), BAILEY_TEST_PLUGINS),
      "integrations.d/acme.json: /secrets/unwanted: plugin probe does not ask for this secret\n");
}

}  // namespace
}  // namespace bailey::generation
