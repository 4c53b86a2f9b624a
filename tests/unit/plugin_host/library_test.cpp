#include "plugin_host/library.h"

#include "fakes/temp_folder.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace bailey::plugin_host {
namespace {

std::shared_ptr<Library> load(const std::string& name, const std::filesystem::path& folder) {
  auto staged = stagePlugin(BAILEY_TEST_PLUGINS, name, folder);
  EXPECT_TRUE(staged.ok()) << staged.error().message;
  auto library = Library::load(std::move(staged.value()));
  EXPECT_TRUE(library.ok()) << library.error().message;
  return library.value();
}

TEST(Library, LeavesTheAddressSpaceWhenItIsDestroyed) {
  fakes::TempFolder folder;
  for (const char* name : {"probe", "plain_c", "my_crm", "raw_answer"}) {
    auto library = load(name, folder.path());
    const std::filesystem::path copy = library->staged().copy;
    EXPECT_TRUE(isMapped(copy));
    library.reset();
    EXPECT_FALSE(isMapped(copy)) << name;
  }
}

TEST(Library, TakesItsCopyAlong) {
  fakes::TempFolder folder;
  load("probe", folder.path()).reset();
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

// The loader goes by names: it would give out the code that is mapped already.
TEST(Library, IsMappedTwiceWhenLoadedTwice) {
  fakes::TempFolder folder;
  const auto one = load("probe", folder.path());
  const auto other = load("probe", folder.path());
  EXPECT_NE(&one->entry(), &other->entry());
}

TEST(Library, IsLoadedFromAPrivateCopyNamedByItsContent) {
  fakes::TempFolder folder;
  const auto library = load("probe", folder.path());
  EXPECT_EQ(library->staged().copy.parent_path(), folder.path());
  EXPECT_TRUE(library->staged().copy.filename().string().starts_with(
      "probe-" + library->staged().sha256.substr(0, 16) + "-"));
  EXPECT_FALSE(isMapped(library->staged().source));
}

TEST(Library, TellsWhereItsOperationsMayRun) {
  fakes::TempFolder folder;
  using talkdesk::Operation;
  EXPECT_EQ(load("probe", folder.path())->manifest().execution(Operation::Action),
            Execution::Blocking);
  EXPECT_EQ(load("probe_nb", folder.path())->manifest().execution(Operation::Action),
            Execution::Nonblocking);
  EXPECT_EQ(load("my_crm", folder.path())->manifest().execution(Operation::AgentSynchronization),
            Execution::Unset);
}

TEST(StagedPlugin, SaysWhichSymbolsWouldKeepItMapped) {
  fakes::TempFolder folder;
  auto staged = stagePlugin(BAILEY_TEST_PLUGINS "/bad", "leaks_gnu_unique", folder.path());
  ASSERT_TRUE(staged.ok()) << staged.error().message;
  EXPECT_FALSE(staged.value().unique_symbols.empty());
}

}  // namespace
}  // namespace bailey::plugin_host
