// sql.so as a shared object: what it shows, and that it goes.
#include "demo_database.h"

#include <elf.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <thread>

namespace bailey::sql_test {
namespace {

bool isMapped() {
  const std::string name = std::filesystem::path(BAILEY_SQL_PLUGIN).filename().string();
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    if (line.size() > name.size() &&
        line.compare(line.size() - name.size() - 1, std::string::npos, "/" + name) == 0) {
      return true;
    }
  }
  return false;
}

template <typename Type>
Type partOf(const std::string& file, std::size_t at) {
  Type part;
  std::memcpy(&part, file.substr(at, sizeof(Type)).data(), sizeof(Type));
  return part;
}

// The names that a loader finds in the shared object `file`.
std::vector<std::string> exportedNames(const std::string& file) {
  std::vector<std::string> names;
  const auto head = partOf<Elf64_Ehdr>(file, 0);
  const auto section = [&](std::size_t index) {
    return partOf<Elf64_Shdr>(file, head.e_shoff + index * sizeof(Elf64_Shdr));
  };
  for (std::size_t i = 0; i < head.e_shnum; ++i) {
    const Elf64_Shdr symbols = section(i);
    if (symbols.sh_type != SHT_DYNSYM) {
      continue;
    }
    const Elf64_Shdr texts = section(symbols.sh_link);
    for (std::size_t at = 0; at < symbols.sh_size; at += sizeof(Elf64_Sym)) {
      const auto symbol = partOf<Elf64_Sym>(file, symbols.sh_offset + at);
      if (symbol.st_name != 0 && symbol.st_shndx != SHN_UNDEF) {
        names.emplace_back(file.c_str() + texts.sh_offset + symbol.st_name);
      }
    }
  }
  return names;
}

// The integration of the fixture is gone when its destructor has run, the plugin's mapping too.
class UsedPlugin : public DemoTest {
public:
  void TestBody() override {
    const auto crm_instance = instance();
    ASSERT_TRUE(crm_instance->made());
    const auto use = [&] {
      EXPECT_EQ(contactRun(*crm_instance, std::nullopt).empty(), false);
      EXPECT_EQ(crm_instance
                    ->call(BAILEY_ACTION,
                           {{"auth", goodAuth()}, {"data", {{"subject", "x"}}}},
                           "create_ticket")
                    .status,
                BAILEY_OK);
    };
    std::thread(use).join();
    use();
    EXPECT_TRUE(isMapped());
  }
};

TEST(SqlPlugin, LeavesTheAddressSpaceAfterUse) {
  ASSERT_FALSE(isMapped());
  for (int i = 0; i < 2; ++i) {
    std::make_unique<UsedPlugin>()->TestBody();
    EXPECT_FALSE(isMapped());
  }
}

TEST(SqlPlugin, ExportsItsEntryAndNothingElse) {
  std::ifstream stream(BAILEY_SQL_PLUGIN, std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  ASSERT_GT(file.size(), sizeof(Elf64_Ehdr));
  EXPECT_EQ(exportedNames(file), std::vector<std::string>{BAILEY_ENTRY_SYMBOL});
}

TEST(SqlPlugin, ItsManifestNamesAllOperations) {
  const LoadedPlugin plugin;
  const bailey_plugin_entry& entry = plugin.entry();
  EXPECT_EQ(std::memcmp(entry.magic, BAILEY_ENTRY_MAGIC, sizeof(entry.magic)), 0);
  EXPECT_EQ(entry.abi_major, BAILEY_ABI_MAJOR);
  const nlohmann::json manifest =
      nlohmann::json::parse(std::string(entry.manifest.data, entry.manifest.size));
  EXPECT_EQ(manifest.at("name"), "sql");
  EXPECT_EQ(manifest.at("operations").size(), 5U);
  for (const auto& [name, operation] : manifest.at("operations").items()) {
    EXPECT_EQ(operation, (nlohmann::json{{"execution", "blocking"}})) << name;
  }
}

}  // namespace
}  // namespace bailey::sql_test
