#include "config/load.h"

#include "config/json_text.h"
#include "unit/config/config_probe.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace bailey::config {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOpenIntegration =
    R"({"plugin": "acme", "callers": "none: anyone who can reach this port may use this integration"})";

std::optional<std::string> noVariables(std::string_view /*name*/) {
  return std::nullopt;
}

// A configuration folder with a server that has nothing to complain about.
class Load : public ::testing::Test {
protected:
  void SetUp() override {
    std::string folder = (fs::temp_directory_path() / "bailey-config-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    fs::create_directories(folder_ / "integrations.d");
    fs::create_directories(folder_ / "plugins");
    write("server.pem", "", 0644);
    write("server.key", "", 0640);
    write("bailey.json",
          R"({"tls": {"certificate": "server.pem", "key": "server.key"},
              "plugins_folder": "plugins", "state_folder": "state"})",
          0644);
  }

  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text, mode_t mode) {
    std::ofstream(folder_ / name) << text;
    ASSERT_EQ(::chmod((folder_ / name).c_str(), mode), 0);
  }

  // The complaints of load(), with the folder left away.
  std::vector<std::string> lines() {
    std::vector<std::string> result;
    for (const Complaint& complaint : load(folder_ / "bailey.json", noVariables).complaints) {
      std::string line = toLine(complaint);
      const std::string prefix = folder_.string() + "/";
      for (std::size_t at = line.find(prefix); at != std::string::npos; at = line.find(prefix)) {
        line.erase(at, prefix.size());
      }
      result.push_back(line);
    }
    return result;
  }

  fs::path folder_;
};

using Lines = std::vector<std::string>;

TEST_F(Load, TakesAFolderWithoutIntegrations) {
  const Loaded loaded = load(folder_ / "bailey.json", noVariables);
  EXPECT_TRUE(loaded.ok()) << toLine(loaded.complaints.front());
  EXPECT_EQ(loaded.settings.server.tls.certificate, folder_ / "server.pem");
  EXPECT_EQ(loaded.settings.server.integrations_folder, folder_ / "integrations.d");
  EXPECT_TRUE(loaded.settings.integrations.empty());
}

TEST_F(Load, ReadsIntegrationsInTheOrderOfTheirNames) {
  write("integrations.d/zeta.json", kOpenIntegration, 0644);
  write("integrations.d/alpha_2.json", kOpenIntegration, 0644);
  const Loaded loaded = load(folder_ / "bailey.json", noVariables);
  EXPECT_TRUE(loaded.ok()) << toLine(loaded.complaints.front());
  ASSERT_EQ(loaded.settings.integrations.size(), 2U);
  EXPECT_EQ(loaded.settings.integrations[0].name, "alpha_2");
  EXPECT_EQ(loaded.settings.integrations[1].name, "zeta");
}

// A thousand integrations keep theirs for as long as they are served.
TEST_F(Load, KeepsNoMoreRoomForATextThanItNeeds) {
  write("integrations.d/acme.json", kOpenIntegration, 0644);
  const Loaded loaded = load(folder_ / "bailey.json", noVariables);
  ASSERT_EQ(loaded.settings.integrations.size(), 1U);
  EXPECT_EQ(loaded.settings.integrations.front().text, kOpenIntegration);
  EXPECT_LT(loaded.settings.integrations.front().text.capacity(), 64U * 1024);
}

TEST_F(Load, PassesOverWhatEditorsLeaveBehind) {
  for (const char* name : {".acme.json.swp",
                           "acme.json~",
                           "#acme.json#",
                           ".acme.json",
                           ".#acme.json",
                           "acme.json.bak",
                           "README.md",
                           "json"}) {
    write(std::string("integrations.d/") + name, "not JSON", 0644);
  }
  EXPECT_EQ(lines(), Lines{});
}

TEST_F(Load, RefusesNamesThatCannotStandInAUrl) {
  for (const char* name : {"Acme.json", "a b.json", "-a.json", "_a.json", "a.b.json"}) {
    fs::remove_all(folder_ / "integrations.d");
    fs::create_directories(folder_ / "integrations.d");
    write(std::string("integrations.d/") + name, kOpenIntegration, 0644);
    EXPECT_EQ(lines(),
              Lines{std::string("integrations.d/") + name +
                    ": the name before .json is the integration's, and part of its URLs; it must "
                    "be 1 to 32 of a-z, 0-9, _ and -, starting with a letter or digit"});
  }
}

TEST_F(Load, ComplainsAboutAllFilesAtOnceSortedByFile) {
  write("integrations.d/zeta.json", R"({"plugin": "zeta"})", 0644);
  write("integrations.d/alpha.json", "[", 0644);
  write("bailey.json", R"({"lisen": {}})", 0644);
  const Lines all = lines();
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[0].rfind("bailey.json: missing key \"tls\"", 0), 0U) << all[0];
  EXPECT_EQ(all[1].rfind("bailey.json: unknown key \"lisen\"", 0), 0U) << all[1];
  EXPECT_EQ(all[2].rfind("bailey.json: /plugins_folder: ", 0), 0U) << all[2];
  EXPECT_EQ(all[3].rfind("integrations.d/alpha.json: not valid JSON", 0), 0U) << all[3];
  EXPECT_EQ(all[4].rfind("integrations.d/zeta.json: missing key \"callers\"", 0), 0U) << all[4];
}

TEST_F(Load, RefusesAFileThatIsNotThere) {
  fs::remove(folder_ / "bailey.json");
  EXPECT_EQ(lines().front(), "bailey.json: cannot be opened: No such file or directory");
}

TEST_F(Load, RefusesAFolderInsteadOfAFile) {
  fs::remove(folder_ / "bailey.json");
  fs::create_directory(folder_ / "bailey.json");
  fs::create_directory(folder_ / "integrations.d" / "acme.json");
  EXPECT_EQ(lines(),
            (Lines{"bailey.json: is a folder; it must be a file",
                   "integrations.d/acme.json: is a folder; it must be a file"}));
}

TEST_F(Load, DoesNotWaitForTheOtherEndOfANamedPipe) {
  ASSERT_EQ(::mkfifo((folder_ / "integrations.d" / "acme.json").c_str(), 0600), 0);
  EXPECT_EQ(lines(), Lines{"integrations.d/acme.json: is not a regular file"});
}

TEST_F(Load, RefusesAFileOverOneMebibyte) {
  write("integrations.d/acme.json", std::string(kFileBytesMax + 1000, ' '), 0644);
  EXPECT_EQ(
      lines(),
      Lines{"integrations.d/acme.json: larger than 1 MiB; a configuration file may hold 1 MiB"});
}

TEST_F(Load, RefusesFilesAndFoldersThatOthersMayWrite) {
  write("integrations.d/acme.json", kOpenIntegration, 0666);
  ASSERT_EQ(::chmod((folder_ / "plugins").c_str(), 0777), 0);
  ASSERT_EQ(::chmod((folder_ / "integrations.d").c_str(), 0777), 0);
  const std::string remedy =
      " can be written by others than its owner; take that right away: chmod go-w";
  EXPECT_EQ(lines(),
            (Lines{"bailey.json: /plugins_folder: \"plugins\"" + remedy,
                   "bailey.json: /integrations_folder: \"integrations.d\"" + remedy,
                   "integrations.d/acme.json:" + remedy}));
}

TEST_F(Load, RefusesAFileThatItsGroupMayWrite) {
  write("integrations.d/acme.json", kOpenIntegration, 0664);
  EXPECT_EQ(lines(),
            Lines{"integrations.d/acme.json: can be written by others than its owner; take that "
                  "right away: chmod go-w"});
}

TEST_F(Load, RefusesAKeyEverybodyMayRead) {
  ASSERT_EQ(::chmod((folder_ / "server.key").c_str(), 0644), 0);
  EXPECT_EQ(lines(),
            Lines{"bailey.json: /tls/key: \"server.key\" can be read or changed by "
                  "everybody; take that right away: chmod o-rwx"});
}

TEST_F(Load, RefusesFilesAndFoldersThatAreNotThere) {
  fs::remove(folder_ / "server.pem");
  fs::remove(folder_ / "server.key");
  fs::remove(folder_ / "plugins");
  fs::remove(folder_ / "integrations.d");
  const std::string missing = " cannot be opened: No such file or directory";
  EXPECT_EQ(lines(),
            (Lines{"bailey.json: /tls/certificate: \"server.pem\"" + missing,
                   "bailey.json: /tls/key: \"server.key\"" + missing,
                   "bailey.json: /plugins_folder: \"plugins\"" + missing,
                   "bailey.json: /integrations_folder: \"integrations.d\"" + missing}));
}

TEST_F(Load, RefusesAnAuthorityThatIsNotThere) {
  write("integrations.d/acme.json",
        R"({"plugin": "acme", "callers": {"mtls": {"ca": "ca.pem", "names": ["a.example"]}}})",
        0644);
  EXPECT_EQ(lines(),
            Lines{"integrations.d/acme.json: /callers/mtls/ca: \"integrations.d/ca.pem\" "
                  "cannot be opened: No such file or directory"});
}

class LoadSecret : public Load {
protected:
  void SetUp() override {
    Load::SetUp();
    write("integrations.d/acme.json",
          R"({"plugin": "acme", "callers": {"path_secret": {"file": "../secret"}},
              "secrets": {"key": {"file": "../secret"}}})",
          0644);
  }

  // The complaint the plugin's secret and the caller's secret share.
  static Lines bothComplain(const std::string& message) {
    return {"integrations.d/acme.json: /secrets/key/file: the file named here " + message,
            "integrations.d/acme.json: /callers/path_secret/file: the file named here " + message};
  }
};

TEST_F(LoadSecret, LeavesOneTrailingNewlineAway) {
  for (const char* end : {"", "\n", "\r\n"}) {
    write("secret", std::string("0123456789abcdef") + end, 0640);
    const Loaded loaded = load(folder_ / "bailey.json", noVariables);
    ASSERT_TRUE(loaded.ok()) << toLine(loaded.complaints.front());
    const Integration& integration = loaded.settings.integrations.front();
    EXPECT_EQ(integration.secrets.at("key").value.reveal(), "0123456789abcdef");
    EXPECT_EQ(integration.callers.path_secret, AcceptedSecrets{core::sha256("0123456789abcdef")});
  }
}

TEST_F(LoadSecret, RefusesAFileEverybodyMayTouch) {
  for (const mode_t mode : {0644U, 0642U, 0641U}) {
    write("secret", "0123456789abcdef", mode);
    EXPECT_EQ(
        lines(),
        bothComplain("can be read or changed by everybody; take that right away: chmod o-rwx"));
  }
}

TEST_F(LoadSecret, RefusesAFileThatIsNotThere) {
  EXPECT_EQ(lines(), bothComplain("cannot be opened: No such file or directory"));
}

TEST_F(LoadSecret, RefusesAFileOverTheLimit) {
  write("secret", std::string(64 * 1024 + 1, 'a'), 0600);
  EXPECT_EQ(lines(), bothComplain("is larger than 64 KiB, the limit for a secret"));
}

TEST_F(Load, AsksForVariablesOnlyThroughWhatItWasGiven) {
  write("integrations.d/acme.json",
        R"({"plugin": "acme", "callers": {"path_secret": {"env": "HOME"}}})",
        0644);
  std::vector<std::string> asked;
  const LoadedIntegration loaded =
      loadIntegration(folder_ / "integrations.d" / "acme.json", [&asked](std::string_view name) {
        asked.emplace_back(name);
        return std::optional<std::string>("0123456789abcdef");
      });
  EXPECT_TRUE(loaded.ok());
  EXPECT_EQ(asked, Lines{"HOME"});
  EXPECT_EQ(loaded.integration.callers.path_secret,
            AcceptedSecrets{core::sha256("0123456789abcdef")});
}

// The file we ship: it lacks only the certificate and the folders of an installed system.
TEST(ShippedConfiguration, HasNothingToComplainAbout) {
  EXPECT_EQ(readServer(textOf("../config/bailey.json")).lines, Lines{});
}

TEST(ShippedConfiguration, ExamplesOfTheReadmeAreGood) {
  const std::string readme = textOf("../config/README.md");
  std::size_t examples = 0;
  for (std::size_t at = readme.find("```json\n{"); at != std::string::npos;
       at = readme.find("```json\n{", at + 1)) {
    const std::string text = readme.substr(at + 8, readme.find("```", at + 8) - at - 8);
    const bool server = text.find("\"tls\"") != std::string::npos;
    EXPECT_EQ(server ? readServer(text).lines : readIntegration(text, generousSurroundings()).lines,
              Lines{});
    ++examples;
  }
  EXPECT_EQ(examples, 2U);
}

}  // namespace
}  // namespace bailey::config
