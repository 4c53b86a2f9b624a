#include "plugin_host/plugin_instance.h"

#include "fakes/temp_folder.h"
#include "talkdesk/request_reader.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace bailey::plugin_host {
namespace {

using talkdesk::Failure;
using talkdesk::Operation;

constexpr std::size_t kAnswerMax = 1 << 20;

class PluginInstanceTest : public testing::Test {
protected:
  PluginInstanceTest()
      : sink_(::open("/dev/null", O_WRONLY | O_CLOEXEC)),
        log_(sink_, observability::Level::Info) {}

  ~PluginInstanceTest() override { ::close(sink_); }

  std::unique_ptr<PluginInstance> make(const std::string& folder, const std::string& name) {
    auto staged = stagePlugin(BAILEY_TEST_PLUGINS + folder, name, private_.path());
    EXPECT_TRUE(staged.ok()) << staged.error().message;
    auto library = Library::load(std::move(staged.value()));
    EXPECT_TRUE(library.ok()) << library.error().message;
    auto instance =
        PluginInstance::create(library.value(),
                               {"acme",
                                R"({"integration":"acme","folder":"/","settings":{"token":"x"},
             "talkdesk":{"interaction_types":[],"actions":["echo"],"auth_fields":[]}})",
                                [this](std::string_view) {
                                  return &secret_;
                                }},
                               extensions_,
                               log_);
    EXPECT_TRUE(instance.ok()) << (instance.ok() ? "" : instance.error().front().message);
    return std::move(instance.value());
  }

  PluginAnswer call(PluginInstance& instance, Operation operation, std::string body) {
    body.reserve(body.size() + talkdesk::kBodyPadding);
    return instance.handle(
        {operation, "echo", "r-1", body, std::chrono::steady_clock::now(), cancelled_}, kAnswerMax);
  }

  fakes::TempFolder private_;
  const int sink_;
  observability::Log log_;
  Extensions extensions_{{}, log_};
  core::Secret secret_ = core::Secret::copyOf("twelve bytes");
  std::atomic<bool> cancelled_{false};
};

TEST_F(PluginInstanceTest, LetsAPluginInPlainCAnswer) {
  const auto instance = make("", "plain_c");
  const PluginAnswer answer =
      call(*instance, Operation::AuthValidation, R"({"auth":{"token":"x"}})");
  EXPECT_FALSE(answer.failure) << answer.message;
  EXPECT_EQ(answer.json.front(), '{');
}

TEST_F(PluginInstanceTest, StopsWhateverAPluginDoesAgainstTheRules) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"answers_status_99", "returned a status that is none"},
      {"answers_pending", "returned a status that is none"},
      {"answers_too_much", "wrote a larger answer than is allowed"},
  };
  for (const auto& [plugin, misbehaviour] : table) {
    const auto instance = make("/bad", plugin);
    const PluginAnswer answer = call(*instance, Operation::AuthValidation, "{}");
    EXPECT_EQ(answer.failure, Failure::PluginMisbehaved) << plugin;
    EXPECT_EQ(answer.misbehaviour, misbehaviour) << plugin;
  }
  const auto throws = make("/bad", "throws_int");
  EXPECT_TRUE(call(*throws, Operation::AuthValidation, "{}").failure);
}

TEST_F(PluginInstanceTest, ServesManyThreadsAtOnce) {
  const auto instance = make("", "probe");
  std::vector<std::thread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      for (int n = 0; n < 200; ++n) {
        const PluginAnswer answer = call(*instance, Operation::Action, R"({"data":{"text":"hi"}})");
        EXPECT_EQ(answer.json, R"({"message":"hi"})");
      }
    });
  }
  for (std::thread& caller : callers) {
    caller.join();
  }
}

}  // namespace
}  // namespace bailey::plugin_host
