// Every way a plugin file can be wrong, with the exact line an operator reads. The plugins are real
// and built from tests/bad_plugins.
#include "fakes/temp_folder.h"
#include "generation/integration_builder.h"
#include "plugin_host/library.h"
#include "plugin_host/plugin_instance.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
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
  const std::string operations =
      "auth_validation, contact_synchronization, interaction_retrieval, agent_synchronization, "
      "action";
  const std::vector<std::pair<std::string, std::string>> table = {
      {"absent", "/plugin: plugins/absent.so does not exist"},
      {"empty", "/plugin: plugins/empty.so is empty"},
      {"not_elf", "/plugin: plugins/not_elf.so is not an ELF file"},
      {"truncated",
       "/plugin: plugins/truncated.so is cut off: a segment lies beyond the end of the file"},
      {"no_entry",
       "/plugin: plugins/no_entry.so exports no bailey_plugin_entry_v1; is BAILEY_PLUGIN missing?"},
      {"no_manifest_section",
       "/plugin: plugins/no_manifest_section.so has no section .bailey.manifest"},
      {"manifest_not_json",
       "/plugin: plugins/manifest_not_json.so has a manifest that is not JSON"},
      {"manifest_not_object",
       "/plugin: plugins/manifest_not_object.so has a manifest that is not a JSON object"},
      {"manifest_wrong_name",
       "/plugin: plugins/manifest_wrong_name.so calls itself \"some_other_name\" in its manifest; "
       "rename it to some_other_name.so"},
      {"manifest_without_version",
       "/plugin: plugins/manifest_without_version.so has a bad manifest: /version: is missing; it "
       "must be a string"},
      {"manifest_unknown_operation",
       "/plugin: plugins/manifest_unknown_operation.so has a bad manifest: "
       "/operations/make_coffee: is no operation; allowed: " +
           operations},
      {"manifest_bad_execution",
       "/plugin: plugins/manifest_bad_execution.so has a bad manifest: "
       "/operations/action: must be {\"execution\": \"blocking\"} or {\"execution\": "
       "\"nonblocking\"}"},
      {"wrong_magic",
       "/plugin: plugins/wrong_magic.so has an entry that does not begin with BAILEYP1"},
      {"abi_major_from_the_future",
       "/plugin: plugins/abi_major_from_the_future.so speaks ABI 2.0; this host speaks 1.0 and "
       "everything older of 1"},
      {"abi_minor_from_the_future",
       "/plugin: plugins/abi_minor_from_the_future.so speaks ABI 1.1; this host speaks 1.0 and "
       "everything older of 1"},
      {"entry_too_small",
       "/plugin: plugins/entry_too_small.so has an entry of " +
           std::to_string(offsetof(bailey_plugin_entry, handle)) + " bytes; ABI 1.0 has " +
           std::to_string(sizeof(bailey_plugin_entry))},
      {"null_create",
       "/plugin: plugins/null_create.so lacks one of create, destroy and handle in its entry"},
      {"null_handle",
       "/plugin: plugins/null_handle.so lacks one of create, destroy and handle in its entry"},
      {"manifest_differs_from_section",
       "/plugin: plugins/manifest_differs_from_section.so has one manifest in its entry and "
       "another "
       "in its section"},
      {"load_fails", "/plugin: plugins/load_fails.so failed to load: its load() returned -13"},
      {"create_throws",
       "/settings: the plugin could not be made and does not say why (status -13)"},
      {"create_says_ok_without_instance",
       "/settings: the plugin says it was made but gave no instance"},
      {"complaints_not_json",
       "/settings: the plugin could not be made and does not say why (status -1)"},
  };
  for (const auto& [plugin, clause] : table) {
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
