#include "demo_database.h"

#include <stdlib.h>

#include <fstream>
#include <sqlite3.h>
#include <sstream>
#include <stdexcept>

namespace bailey::sql_test {
namespace {

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) {
    throw std::runtime_error("cannot read " + file.string());
  }
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::filesystem::path newFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "bailey-sql-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("no temporary folder");
  }
  return name;
}

const std::filesystem::path kConfig = BAILEY_CONFIG_FOLDER;

}  // namespace

OtherProgram::OtherProgram(const std::filesystem::path& file) {
  if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) {
    throw std::runtime_error("cannot open " + file.string());
  }
  sqlite3_busy_timeout(database_, 10'000);
}

OtherProgram::~OtherProgram() {
  sqlite3_close_v2(database_);
}

void OtherProgram::execute(const std::string& sql) {
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(database_));
  }
}

std::string OtherProgram::ask(const std::string& sql) {
  std::string answer;
  const auto keep = [](void* context, int /*count*/, char** values, char** /*names*/) {
    *static_cast<std::string*>(context) = values[0] == nullptr ? "" : values[0];
    return 0;
  };
  if (sqlite3_exec(database_, sql.c_str(), keep, &answer, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(database_));
  }
  return answer;
}

DemoTest::DemoTest() : folder_(newFolder()) {
  crm_ = std::make_unique<OtherProgram>(folder_ / "demo.db");
  crm_->execute("PRAGMA synchronous = OFF");  // nobody needs it after a power cut
  crm_->execute(contentOf(kConfig / "demo" / "schema.sql"));
  crm_->execute(contentOf(kConfig / "demo" / "sample_data.sql"));
  // printf %s k-1f2e3d | sha256sum
  crm_->execute(
      "INSERT INTO api_tokens (account_id, label, digest) VALUES (1, 'tests', "
      "'d301d80ca7878f87aa2ee9a7ce38c23bea20b50bba8a6918c8084e557cf1924d')");
}

DemoTest::~DemoTest() {
  crm_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

nlohmann::json DemoTest::settings() const {
  nlohmann::json settings =
      nlohmann::json::parse(contentOf(kConfig / "integrations.d" / "demo.json")).at("settings");
  settings["database"] = "demo.db";
  return settings;
}

nlohmann::json DemoTest::setup(const nlohmann::json& settings) const {
  return {{"integration", "demo"},
          {"folder", folder_.string()},
          {"settings", settings},
          {"talkdesk",
           {{"interaction_types", {"ticket", "note"}},
            {"actions", {"create_ticket", "add_note", "create_contact"}},
            {"auth_fields", {"account", "token"}}}}};
}

std::unique_ptr<Instance> DemoTest::instance(const nlohmann::json& settings) {
  return std::make_unique<Instance>(plugin_, host_, setup(settings));
}

nlohmann::json goodAuth() {
  return {{"account", "demo"}, {"token", kToken}};
}

Page contactPage(const Instance& instance,
                 const std::optional<std::string>& checkpoint,
                 const std::optional<std::string>& offset) {
  nlohmann::json meta = nlohmann::json::object();
  if (checkpoint.has_value()) {
    meta["synchronization_checkpoint"] = *checkpoint;
  }
  if (offset.has_value()) {
    meta["offset"] = *offset;
  }
  const Reply reply =
      instance.call(BAILEY_CONTACT_SYNCHRONIZATION, {{"auth", goodAuth()}, {"meta", meta}});
  if (reply.status != BAILEY_OK) {
    throw std::runtime_error("status " + std::to_string(reply.status) + ": " + reply.message);
  }
  Page page;
  for (const nlohmann::json& contact : reply.json.at("contacts")) {
    page.ids.push_back(contact.at("id"));
    page.times.push_back(contact.value("updated_at", ""));
  }
  page.checkpoint = reply.json.at("synchronization_checkpoint");
  if (reply.json.contains("next_offset")) {
    page.next_offset = reply.json.at("next_offset").get<std::string>();
  }
  return page;
}

std::vector<Page> contactRun(const Instance& instance,
                             const std::optional<std::string>& checkpoint) {
  constexpr std::size_t kPagesMax = 2'000;
  std::vector<Page> run = {contactPage(instance, checkpoint, std::nullopt)};
  while (run.back().next_offset.has_value() && run.size() < kPagesMax) {
    run.push_back(contactPage(instance, checkpoint, run.back().next_offset));
  }
  if (run.size() == kPagesMax) {
    throw std::runtime_error("the run does not end");
  }
  return run;
}

std::vector<std::string> idsOf(const std::vector<Page>& run) {
  std::vector<std::string> ids;
  for (const Page& page : run) {
    ids.insert(ids.end(), page.ids.begin(), page.ids.end());
  }
  return ids;
}

}  // namespace bailey::sql_test
