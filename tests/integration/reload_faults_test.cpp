// What a reload leaves behind when it is cut short: the process killed at each of its calls in
// turn, and a disk that is full from each of them on. The real program, real plugins, real files.
#include "control/last_good.h"
#include "core/sanitizer.h"
#include "fakes/process_faults.h"
#include "integration/versioned_bridge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <sys/mount.h>
#include <thread>
#include <vector>

namespace bailey::integration {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;

class ReloadFaults : public testing::Test {
protected:
  ReloadFaults() {
    bridge_.settings["reload"] = {{"watch", false}, {"probation_ms", 0}};
    change();
  }

  // Other settings and another plugin, neither seen before, so that a reload takes every step.
  void change(const json& more = json::object()) {
    ++changes_;
    bridge_.install(1 + changes_ % 2, std::to_string(changes_));
    json plugin_settings = {{"label", std::to_string(changes_)}};
    plugin_settings.update(more);
    bridge_.add("acme", plugin_settings);
  }

  // What is answered once the newest change is served.
  [[nodiscard]] json wanted() const {
    return VersionedBridge::answer(1 + changes_ % 2, std::to_string(changes_));
  }

  [[nodiscard]] json said() const { return bridge_.ask("acme"); }

  [[nodiscard]] fs::path state() const { return bridge_.folder() / "state"; }

  [[nodiscard]] control::LastGood lastGood() const {
    return control::LastGood(state() / "last_good");
  }

  // Whether the last good version is the one that gives this answer.
  [[nodiscard]] bool isKept(const json& answer) const {
    const auto latest = lastGood().latest("acme");
    return latest && json::parse(latest->text)["settings"]["label"] == answer["label"];
  }

  // The copies of plugins that bridges made for themselves.
  [[nodiscard]] std::size_t copies() const {
    std::size_t count = 0;
    for (const auto& folder : fs::directory_iterator(state())) {
      if (folder.path().filename().string().starts_with("plugins-")) {
        count += static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
      }
    }
    return count;
  }

  // It was kept, and after that the version before it was retired: nothing more will happen.
  [[nodiscard]] bool isOver(const json& answer) const { return isKept(answer) && copies() == 1; }

  template <typename Condition>
  void waitUntil(Condition&& condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!condition()) {
      ASSERT_LT(std::chrono::steady_clock::now(), end) << bridge_.log();
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }

  void start() {
    bridge_.start();
    waitUntil([&] { return isOver(wanted()); });
  }

  void expectEither(const json& one, const json& other) {
    const json answer = said();
    EXPECT_TRUE(answer == one || answer == other) << answer << "\n" << bridge_.log();
  }

  // Whatever happened, the next good change is taken and kept.
  void takeAnother() {
    change();
    ASSERT_TRUE(bridge_.reloads()) << bridge_.log();
    waitUntil([&] { return said() == wanted() && isOver(wanted()); });
  }

  // What lies in the state folder that a bridge which was never disturbed would not have there.
  [[nodiscard]] std::vector<std::string> leftovers() const {
    const control::LastGood last_good = lastGood();
    const fs::path kept = state() / "last_good";
    const fs::path versions = kept / "integrations/acme";
    std::set<fs::path> right = {state() / "admin.sock",
                                state() / "crash_note.txt",
                                kept,
                                kept / "server.json",
                                kept / "plugins",
                                kept / "integrations",
                                versions,
                                versions / "rejected.json"};
    for (const control::KeptVersion& one : last_good.history("acme")) {
      const fs::path plugin = last_good.pluginFolder(one);
      right.insert(
          {versions / (std::to_string(one.number) + ".json"), plugin, plugin / "versioned.so"});
    }
    std::vector<std::string> wrong;
    std::size_t own = 0;  // a private folder and the one copy in it
    for (const auto& entry : fs::recursive_directory_iterator(state())) {
      const std::string name = entry.path().lexically_relative(state()).string();
      const bool is_own = name.starts_with("plugins-");
      own += is_own ? 1 : 0;
      if (is_own ? own > 2 : !right.contains(entry.path())) {
        wrong.push_back(name);
      }
    }
    return wrong;
  }

  VersionedBridge bridge_;
  int changes_ = 0;
};

// With a program that dies or runs out of disk where it is told to.
class InterruptedReload : public ReloadFaults {
protected:
  InterruptedReload() { bridge_.environment = faults_.environment(); }

  void SetUp() override {
    if (core::kSanitized) {
      GTEST_SKIP() << "a sanitizer must be the first library of a process; dev runs this";
    }
  }

  // As said(), but null while nobody answers.
  [[nodiscard]] json saidIfAny() const {
    try {
      return said();
    } catch (const fakes::ClientError&) {
      return nullptr;
    }
  }

  // Kills the bridge at that call of what `ask` asks it. False: it was over without it.
  bool dies(std::uint32_t at,
            const std::function<void()>& ask,
            const std::function<bool()>& is_over) {
    faults_.dieAt(bridge_.pid(), at);
    ask();
    waitUntil([&] { return bridge_.hasEnded() || is_over(); });
    const std::string struck = faults_.struck();
    if (struck.empty()) {
      faults_.disarm();
      return false;
    }
    struck_.insert(struck);
    EXPECT_EQ(bridge_.waitForEnd(), 128 + SIGKILL) << "at call " << at << ", " << struck;
    return true;
  }

  [[nodiscard]] std::string whereItDied(std::uint32_t at) const {
    return "killed at call " + std::to_string(at) + ", " + faults_.struck();
  }

  // Kills a reload at each of its calls in turn; `spoil` may do something to the files before the
  // bridge starts again.
  void dieAtEveryCall(const std::function<void()>& spoil) {
    start();
    for (std::uint32_t at = 1; !HasFatalFailure(); ++at) {
      const json before = wanted();
      change();
      if (!dies(
              at,
              [&] { (void)bridge_.askAdmin("POST", "/v1/reload"); },
              [&] { return isOver(wanted()); })) {
        break;
      }
      SCOPED_TRACE(whereItDied(at));
      spoil();
      bridge_.start();
      expectEither(before, wanted());
      takeAnother();
      EXPECT_THAT(leftovers(), IsEmpty());
    }
    EXPECT_THAT(struck_,
                IsSupersetOf({"mkostemps",
                              "write",
                              "fchmod",
                              "posix_spawn",
                              "waitpid",
                              "dlopen",
                              "mkdir",
                              "open",
                              "fsync",
                              "rename",
                              "dlclose",
                              "remove"}));
  }

  // The newest complaint that a version could not be kept, when there are more than so many.
  [[nodiscard]] std::string notWritten(std::size_t told) {
    std::istringstream log(bridge_.log());
    std::vector<std::string> found;
    for (std::string line; std::getline(log, line);) {
      if (line.find("state_not_written") != std::string::npos) {
        found.push_back(line);
      }
    }
    return found.size() > told ? found.back() : std::string();
  }

  // A reload whose disk takes nothing from that call on: refused with the file's name, or served.
  void reloadOnBadDisk(std::uint32_t at, int error) {
    const json before = wanted();
    change();
    faults_.failFrom(bridge_.pid(), at, error);
    const CommandResult reload = bridge_.command("reload", {"--wait"});
    if (reload.exit_code != 0) {
      EXPECT_EQ(said(), before);
      EXPECT_THAT(reload.out, HasSubstr("acme: refused; the version before is served\n"));
      EXPECT_THAT(reload.out,
                  HasSubstr("acme.json: /plugin: " + bridge_.plugins().string() +
                            "/versioned.so cannot be copied to " + state().string()));
      EXPECT_THAT(reload.out, HasSubstr(std::strerror(error)));
      return;
    }
    EXPECT_EQ(said(), wanted());
    waitUntil([&] { return copies() == 1; });
    if (!faults_.struck().empty()) {
      waitUntil([&] { return !notWritten(told_).empty(); });
      const std::string line = notWritten(told_++);
      EXPECT_THAT(line, HasSubstr((state() / "last_good").string()));
      EXPECT_THAT(line, HasSubstr(std::strerror(error)));
    }
  }

  void failFromEveryCall(int error) {
    start();
    bool is_struck = true;
    for (std::uint32_t at = 1; is_struck && !HasFatalFailure(); ++at) {
      SCOPED_TRACE("the disk fails from call " + std::to_string(at));
      reloadOnBadDisk(at, error);
      is_struck = !faults_.struck().empty();
      struck_.insert(faults_.struck());
      faults_.disarm();
      takeAnother();
      EXPECT_THAT(leftovers(), IsEmpty());
    }
    EXPECT_THAT(struck_,
                IsSupersetOf({"mkostemps", "write", "fchmod", "mkdir", "open", "fsync", "rename"}));
    EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  }

  fakes::ProcessFaults faults_{bridge_.folder()};
  std::set<std::string> struck_;  // names of the calls that were
  std::size_t told_ = 0;          // complaints in the log that were looked at
};

// Right after call N is right before call N + 1, so every moment has its turn.
TEST_F(InterruptedReload, KilledAnywhereStartsWithTheOldOrTheNewVersion) {
  dieAtEveryCall([] {});
}

// What was being kept is whole or not there: it is all that is left to start with.
TEST_F(InterruptedReload, KilledAnywhereHasALastGoodVersion) {
  dieAtEveryCall([&] {
    std::ofstream(bridge_.fileOf("acme")) << "{";
    fs::remove(bridge_.plugins() / "versioned.so");
  });
}

// Either it has gone back and refuses what it went back from, or it serves what the files ask for.
TEST_F(InterruptedReload, KilledWhileItGoesBackHasGoneBackOrHasNot) {
  start();
  for (std::uint32_t at = 1; !HasFatalFailure(); ++at) {
    const json before = wanted();
    takeAnother();
    if (!dies(
            at,
            [&] { (void)bridge_.askAdmin("POST", "/v1/integrations/acme/rollback"); },
            [&] { return isOver(before); })) {
      break;
    }
    SCOPED_TRACE(whereItDied(at));
    bridge_.start();
    expectEither(before, wanted());
    const bool serves_what_files_ask = said() == wanted();
    EXPECT_EQ(bridge_.reloads(), serves_what_files_ask);
    takeAnother();
  }
  EXPECT_THAT(struck_, IsSupersetOf({"mkostemps", "open", "write", "fsync", "rename", "dlclose"}));
  EXPECT_THAT(leftovers(), IsEmpty());
}

TEST_F(InterruptedReload, KilledWhileItReturnsFromABadVersionReturnsAfterwards) {
  bridge_.settings["reload"] = {{"watch", false}, {"probation_requests", 3}};
  start();
  for (std::uint32_t at = 1; !HasFatalFailure(); ++at) {
    const json good = wanted();
    change({{"broken", true}});
    ASSERT_TRUE(bridge_.reloads());
    if (!dies(
            at, [] {}, [&] { return saidIfAny() == good && copies() == 1; })) {
      break;
    }
    SCOPED_TRACE(whereItDied(at));
    bridge_.start();
    waitUntil([&] { return said() == good; });
    takeAnother();
    EXPECT_THAT(leftovers(), IsEmpty());
  }
  EXPECT_THAT(struck_, IsSupersetOf({"open", "write", "fsync", "rename", "dlclose", "remove"}));
}

TEST_F(InterruptedReload, OnAFullDiskServesOnAndTakesTheNextChangeOnceThereIsRoom) {
  failFromEveryCall(ENOSPC);
}

TEST_F(InterruptedReload, OnABrokenDiskServesOnAndTakesTheNextChangeOnceItIsRepaired) {
  failFromEveryCall(EIO);
}

// The state folder on a small disk of its own.
class FullDisk : public ReloadFaults {
protected:
  void SetUp() override {
    fs::create_directory(state());
    // In a mount namespace of its own, which goes with the process whatever becomes of that.
    const std::string room = "mode=0700,size=" + std::to_string(8 * pluginBytes() + (1 << 20));
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", state().c_str(), "tmpfs", MS_NOSUID | MS_NODEV, room.c_str()) != 0) {
      GTEST_SKIP() << "a disk of its own needs the right to mount: " << std::strerror(errno);
    }
    is_mounted_ = true;
    start();
  }

  void TearDown() override {
    if (is_mounted_) {
      ::umount2(state().c_str(), MNT_DETACH);
    }
  }

  [[nodiscard]] std::size_t pluginBytes() const {
    return fs::file_size(bridge_.plugins() / "versioned.so");
  }

  // Until no more than that is left.
  void fillUp(std::size_t bytes_left) {
    const int fd = ::open(ballast().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const auto room = static_cast<off_t>(fs::space(state()).available - bytes_left);
    EXPECT_EQ(::posix_fallocate(fd, 0, room), 0);
    ::close(fd);
  }

  void makeRoom() { fs::remove(ballast()); }

  [[nodiscard]] fs::path ballast() const { return state() / "ballast"; }

  bool is_mounted_ = false;
};

TEST_F(FullDisk, RefusesAPluginThatCannotBeCopiedUntilThereIsRoom) {
  const json before = wanted();
  fillUp(pluginBytes() / 2);
  change();
  const CommandResult reload = bridge_.command("reload", {"--wait"});
  EXPECT_EQ(reload.exit_code, 1);
  EXPECT_THAT(reload.out, HasSubstr("versioned.so cannot be copied to " + state().string()));
  EXPECT_THAT(reload.out, HasSubstr("No space left on device"));
  EXPECT_EQ(said(), before);
  makeRoom();
  EXPECT_TRUE(bridge_.reloads());
  EXPECT_EQ(said(), wanted());
  waitUntil([&] { return isOver(wanted()); });
  EXPECT_THAT(leftovers(), IsEmpty());
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

TEST_F(FullDisk, ServesWhatItCannotKeepAndKeepsTheNextOneWhenThereIsRoom) {
  fillUp(pluginBytes() + pluginBytes() / 2);
  const json before = wanted();
  change();
  EXPECT_TRUE(bridge_.reloads());
  EXPECT_EQ(said(), wanted());
  EXPECT_THAT(bridge_.waitForLog("state_not_written"), HasSubstr("No space left on device"));
  EXPECT_TRUE(isKept(before));
  makeRoom();
  takeAnother();
  EXPECT_THAT(leftovers(), IsEmpty());
  EXPECT_EQ(bridge_.stop(SIGKILL), 128 + SIGKILL);
  std::ofstream(bridge_.fileOf("acme")) << "{";
  bridge_.start();
  EXPECT_EQ(said(), wanted());
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
}

}  // namespace
}  // namespace bailey::integration
