// `bailey export` and `bailey lint`, with the demo's own integration and the real plugin.
#include "fakes/temp_folder.h"
#include "integration/bridge_process.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace bailey::integration {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kSecret = "s3cretS3cret-of-the-demo";
// printf %s "$kSecret" | sha256sum
constexpr const char* kDigest = "a67744512ac30077db4ed86969cf6a1841334db75094a1951733322801292113";

std::string textOf(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& text) {
  std::ofstream(file) << text;
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

// The demo's integration in a configuration of the test's own. Nothing is served.
class Documents : public ::testing::Test {
protected:
  Documents() {
    for (const char* name : {"integrations.d", "state"}) {
      fs::create_directory(folder() / name);
    }
    write(folder() / "server.pem", "not read\n");
    write(folder() / "server.key", "not read\n");
    write(folder() / "secret", std::string(kSecret) + "\n");
    write(folder() / "bailey.json",
          json{{"tls", {{"certificate", "server.pem"}, {"key", "server.key"}}},
               {"plugins_folder", BAILEY_PLUGINS},
               {"state_folder", "state"}}
              .dump());
    demo_ = json::parse(textOf(BAILEY_TEST_SOURCE_DIR "/../config/integrations.d/demo.json"));
    demo_["callers"] = {{"path_secret", {{"file", "../secret"}}}};
  }

  [[nodiscard]] const fs::path& folder() const { return folder_.path(); }

  [[nodiscard]] fs::path output() const { return folder() / "out"; }

  CommandResult exportDemo(const std::vector<std::string>& more = {}) {
    write(folder() / "integrations.d" / "demo.json", demo_.dump());
    std::vector<std::string> arguments = {"export",
                                          "demo",
                                          "--config",
                                          (folder() / "bailey.json").string(),
                                          "--public-url",
                                          "https://bridge.example.net/crm/",
                                          "--output",
                                          output().string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runCommand(arguments);
  }

  // `bailey lint` over all that was exported.
  CommandResult lintOutput(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"lint"};
    for (const fs::directory_entry& entry : fs::directory_iterator(output())) {
      if (entry.path().extension() == ".json") {
        arguments.push_back(entry.path().string());
      }
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runCommand(arguments);
  }

  void expectRefusal(const CommandResult& result, const std::string& line) {
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err, "bailey: " + line + "\n");
    EXPECT_FALSE(fs::exists(output()));
    expectNoSecret(result);
  }

  static void expectNoSecret(const CommandResult& result) {
    EXPECT_EQ(result.out.find(kSecret), std::string::npos) << result.out;
    EXPECT_EQ(result.err.find(kSecret), std::string::npos) << result.err;
  }

  [[nodiscard]] std::string demoFile() const {
    return (folder() / "integrations.d" / "demo.json").string();
  }

  fakes::TempFolder folder_;
  json demo_;
};

TEST_F(Documents, AreExportedWholeAndPrivate) {
  const CommandResult result = exportDemo();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out,
            "wrote into " + output().string() +
                ":\n"
                "  demo.json                  the integration\n"
                "  demo.create_ticket.json    action create_ticket\n"
                "  demo.add_note.json         action add_note\n"
                "  demo.create_contact.json   action create_contact\n"
                "  demo.html                  all of it as tables, to print or attach\n"
                "0 errors, 0 warnings, 0 notes\n");
  expectNoSecret(result);
  std::size_t files = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(output())) {
    EXPECT_EQ(entry.status().permissions(), fs::perms::owner_read | fs::perms::owner_write);
    ++files;
  }
  EXPECT_EQ(files, 5U);
  const json integration = json::parse(textOf(output() / "demo.json"));
  EXPECT_EQ(integration.at("display_name"), "Demo CRM");
  EXPECT_EQ(integration.at("agent_synchronization_endpoint"),
            "https://bridge.example.net/crm/demo/" + std::string(kSecret) + "/agent_sync");
  const json action = json::parse(textOf(output() / "demo.create_ticket.json"));
  EXPECT_EQ(action.at("provider"), integration.at("name"));
  EXPECT_EQ(
      action.at("endpoint"),
      "https://bridge.example.net/crm/demo/" + std::string(kSecret) + "/actions/create_ticket");
  EXPECT_NE(textOf(output() / "demo.html").find("Activate Custom Integration"), std::string::npos);
}

// The examples that come with the plugins, by the names of their files.
std::map<std::string, json> examples() {
  std::map<std::string, json> found;
  for (const auto& entry : fs::directory_iterator(BAILEY_TEST_SOURCE_DIR "/../config/examples")) {
    const fs::path name = entry.path().stem();
    if (entry.path().extension() == ".json" && name.extension() != ".auth") {
      found[name] = json::parse(textOf(entry.path()));
    }
  }
  return found;
}

TEST_F(Documents, AreCompleteForEveryExample) {
  ASSERT_GE(examples().size(), 3U);
  for (const auto& [name, example] : examples()) {
    demo_ = example;
    demo_["callers"] = {{"path_secret", {{"file", "../secret"}}}};
    fs::remove_all(output());
    const CommandResult exported = exportDemo();
    EXPECT_EQ(exported.exit_code, 0) << name << "\n" << exported.err;
    const CommandResult linted = lintOutput();
    EXPECT_EQ(linted.exit_code, 0) << name << "\n" << linted.out << linted.err;
    EXPECT_NE(linted.out.find("0 errors, 0 warnings"), std::string::npos) << name << linted.out;
  }
}

TEST(Examples, PassTheCheck) {
  BridgeProcess bridge;
  bridge.settings["plugins_folder"] = BAILEY_PLUGINS;
  for (auto [name, example] : examples()) {
    example.erase("callers");
    bridge.addIntegration(name, example);
  }
  const CommandResult checked = bridge.check();
  EXPECT_EQ(checked.exit_code, 0) << checked.err;
}

// Round trip: what is exported has the schemas' shape and nothing to be said about, in both forms.
TEST_F(Documents, AreCleanWhenTheyComeBack) {
  ASSERT_EQ(exportDemo().exit_code, 0);
  const CommandResult clean = lintOutput({"--cti"});
  EXPECT_EQ(clean.exit_code, 0);
  EXPECT_EQ(clean.out, "0 errors, 0 warnings, 0 notes\n");
  ASSERT_EQ(exportDemo({"--form", "legacy"}).exit_code, 0);
  const json field = json::parse(textOf(output() / "demo.json"))["authentication_configuration"][0];
  EXPECT_EQ(field.at("account").at("source"), "input");
  const CommandResult legacy = lintOutput();
  EXPECT_EQ(legacy.exit_code, 0);
  EXPECT_NE(legacy.out.find("0 errors, 0 warnings, 1 note\n"), std::string::npos) << legacy.out;
}

TEST_F(Documents, AreAParsersHtml) {
  demo_["talkdesk"]["display_name"] = "</title><script>\"Demo\" & 'CRM'</script>";
  ASSERT_EQ(exportDemo().exit_code, 0);
  const std::string program =
      "import html.parser, sys\n"
      "class Page(html.parser.HTMLParser):\n"
      "    open, seen, text = [], set(), ''\n"
      "    def handle_starttag(self, tag, attributes):\n"
      "        self.seen.add(tag)\n"
      "        if tag != 'meta': self.open.append(tag)\n"
      "    def handle_endtag(self, tag):\n"
      "        assert self.open.pop() == tag, (tag, self.getpos())\n"
      "    def handle_data(self, data): self.text += data\n"
      "page = Page()\n"
      "page.feed(open(sys.argv[1], encoding='utf-8').read())\n"
      "page.close()\n"
      "assert not page.open, page.open\n"
      "assert 'script' not in page.seen, page.seen\n"
      "assert '</title><script>\"Demo\" & \\'CRM\\'</script>' in page.text\n";
  write(folder() / "page.py", program);
  const std::string command = "python3 '" + (folder() / "page.py").string() + "' '" +
                              (output() / "demo.html").string() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);  // NOLINT(cert-env33-c)
}

TEST_F(Documents, NeedTheSecretWhenOnlyItsDigestIsKnown) {
  demo_["callers"] = {{"path_secret", {{"sha256", kDigest}}}};
  expectRefusal(exportDemo(),
                demoFile() +
                    ": /callers/path_secret: only the secret's digest is known; give the secret "
                    "with --path-secret-file");
  write(folder() / "other", "s3cretS3cret-of-another");
  expectRefusal(exportDemo({"--path-secret-file", (folder() / "other").string()}),
                "--path-secret-file: the secret in it is none that the integration's path_secret "
                "accepts");
  const CommandResult given = exportDemo({"--path-secret-file", (folder() / "secret").string()});
  EXPECT_EQ(given.exit_code, 0) << given.err;
  expectNoSecret(given);
  EXPECT_NE(textOf(output() / "demo.json").find(kSecret), std::string::npos);
}

TEST_F(Documents, NeedToKnowWhichOfTwoSecrets) {
  demo_["callers"] = {{"path_secret", {{{"file", "../secret"}}, {{"env", "HOME_OF_A_SECRET"}}}}};
  ::setenv("HOME_OF_A_SECRET", "s3cretS3cret-of-another", 1);
  expectRefusal(exportDemo(),
                demoFile() +
                    ": /callers/path_secret: accepts two secrets; say with --path-secret-file "
                    "which one Talkdesk is to use");
  demo_["callers"] = {{"path_secret", {{"env", "HOME_OF_A_SECRET"}}}};
  EXPECT_EQ(exportDemo().exit_code, 0);
  EXPECT_NE(textOf(output() / "demo.json").find("s3cretS3cret-of-another"), std::string::npos);
}

TEST_F(Documents, AreNotWrittenWithErrorsInThem) {
  demo_["talkdesk"].erase("logo_url");
  demo_["talkdesk"]["actions"][0]["inputs"][0]["format"] = "{{contact.first_name}";
  const CommandResult result = exportDemo();
  expectRefusal(result, "nothing was written: 2 errors, 0 warnings, 0 notes");
  EXPECT_EQ(result.out,
            demoFile() + ": /talkdesk: error: has no member \"logo_url\"\n" + demoFile() +
                ": /talkdesk/actions/0/inputs/0/format: error: has braces that do not match in "
                "\"{{contact.first_name}\" (a name stands between {{ and }})\n");
}

TEST_F(Documents, RefuseWhatCannotBeMeant) {
  const std::string config = (folder() / "bailey.json").string();
  const CommandResult unknown = runCommand(
      {"export", "demmo", "--config", config, "--public-url", "https://bridge.example.net"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_EQ(unknown.err,
            "bailey: " + (folder() / "integrations.d").string() +
                ": there is no integration \"demmo\"; there are: none\n");
  demo_["callers"] = "none: anyone who can reach this port may use this integration";
  expectRefusal(exportDemo({"--path-secret-file", (folder() / "secret").string()}),
                "--path-secret-file: the integration asks its callers for no path_secret");
  EXPECT_EQ(exportDemo({"--form", "old"}).exit_code, 2);
  const CommandResult http = runCommand(
      {"export", "demo", "--config", config, "--public-url", "http://bridge.example.net"});
  EXPECT_EQ(http.exit_code, 1);
  EXPECT_EQ(http.err, "bailey: --public-url must start with https://\n");
  EXPECT_EQ(runCommand({"export", "demo", "--config", config}).exit_code, 2);
  EXPECT_EQ(runCommand({"lint"}).exit_code, 2);
}

TEST_F(Documents, OfAnyOriginAreLinted) {
  const fs::path integration = folder() / "a.json";
  const fs::path action = folder() / "b.json";
  write(integration, R"({"name": "acme", "authentication_type": "none", "name": "acme"})");
  write(action, R"({"provider": "Acme", "name": "call")");
  const fs::path absent = folder() / "c.json";
  const CommandResult people =
      runCommand({"lint", integration.string(), action.string(), absent.string()});
  EXPECT_EQ(people.exit_code, 1);
  EXPECT_NE(people.out.find(integration.string() + ": error: has no member \"logo_url\"\n"),
            std::string::npos)
      << people.out;
  EXPECT_NE(
      people.out.find(integration.string() + ": /name: error: the key \"name\" is given twice"),
      std::string::npos)
      << people.out;
  EXPECT_NE(people.out.find(action.string() + ": error: not valid JSON at line 1"),
            std::string::npos)
      << people.out;
  EXPECT_NE(people.out.find(absent.string() + ": error: cannot be opened: No such file"),
            std::string::npos)
      << people.out;
  const CommandResult machines = runCommand({"lint", integration.string(), "--json"});
  EXPECT_EQ(machines.exit_code, 1);
  const json report = json::parse(machines.out);
  EXPECT_EQ(report.at("errors"), 5);
  EXPECT_EQ(report.at("notes"), 1);
  EXPECT_EQ(report.at("findings").size(), 6U);
  EXPECT_EQ(report["findings"][0]["document"], integration.string());
  EXPECT_EQ(report["findings"][0]["severity"], "error");
}

TEST_F(Documents, HaveTheirImagesMeasured) {
  ASSERT_EQ(exportDemo().exit_code, 0);
  const std::string images = BAILEY_TEST_SOURCE_DIR "/unit/documents/images/";
  EXPECT_EQ(lintOutput({"--logo", images + "logo.png", "--icon", images + "icon.jpg"}).out,
            "0 errors, 0 warnings, 0 notes\n");
  EXPECT_EQ(lintOutput({"--icon", images + "logo.png"}).out,
            images +
                "logo.png: warning: an icon should have at most 96x96 pixels, but this has 192x96\n"
                "0 errors, 1 warning, 0 notes\n");
}

}  // namespace
}  // namespace bailey::integration
