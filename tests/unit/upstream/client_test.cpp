// The outbound service on one loop, with real sockets to a CRM that misbehaves.
#include "upstream/client.h"

#include "fakes/fault_upstream.h"
#include "upstream/service.h"

#include <gtest/gtest.h>

#include <fcntl.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace bailey::upstream {
namespace {

using fakes::FaultUpstream;
using fakes::Transport;

class ClientTest : public testing::Test {
protected:
  ClientTest() {
    Settings settings;
    settings.hosts = {crm_.url()};
    settings.networks = {"127.0.0.0/8", "::1/128"};
    settings.breaker_failures = 0;
    gateway_ =
        Gateway::make("acme", settings, {}, std::make_shared<SystemTrust>(), nullptr).value();
  }

  [[nodiscard]] Request get(const std::string& target) const {
    Request request;
    request.url = parseUrl(crm_.url() + target).value();
    return request;
  }

  static event::Clock::time_point soon() { return event::Clock::now() + std::chrono::minutes(1); }

  const core::FileDescriptor nowhere_{::open("/dev/null", O_WRONLY | O_CLOEXEC)};
  observability::Log log_{nowhere_.get(), observability::Level::Error};
  FaultUpstream crm_{{Transport::kPlain}};
  std::shared_ptr<const Gateway> gateway_;
  Service service_{log_};
  std::unique_ptr<ClientLoop> on_ = service_.makeClientLoop();
};

// A caller may go away in the very turn in which the answer of the CRM is there.
TEST_F(ClientTest, HearsNothingMoreOfWhatItCancelled) {
  constexpr int kCalls = 40;
  for (int round = 0; round < 10; ++round) {
    std::set<Client::CallId> open;
    int answered = 0;
    int cancelled = 0;
    for (int i = 0; i < kCalls; ++i) {
      const auto id = std::make_shared<Client::CallId>(0);
      *id = on_->client.start(gateway_, get("/slow/20"), soon(), [&, id](const AnswerPtr& answer) {
        open.erase(*id);
        (answer->trouble == Trouble::Cancelled ? cancelled : answered) += 1;
        while (!open.empty()) {
          on_->client.cancel(*open.begin());
        }
      });
      open.insert(*id);
    }
    while (on_->client.isBusy()) {
      on_->loop.turn();
    }
    EXPECT_EQ(answered + cancelled, kCalls);
    EXPECT_EQ(answered, 1);
  }
}

TEST_F(ClientTest, NeverAnswersInsideStart) {
  bool inside = true;
  bool told = false;
  Request forbidden = get("/ok");
  forbidden.url.host = "evil.example";
  on_->client.start(gateway_, std::move(forbidden), soon(), [&](const AnswerPtr& answer) {
    EXPECT_FALSE(inside);
    EXPECT_EQ(answer->trouble, Trouble::NotAllowed);
    told = true;
  });
  inside = false;
  while (!told) {
    on_->loop.turn();
  }
}

TEST_F(ClientTest, TellsEverybodyWhenItEnds) {
  int told = 0;
  for (int i = 0; i < 10; ++i) {
    on_->client.start(gateway_, get("/hang"), soon(), [&](const AnswerPtr& answer) {
      EXPECT_EQ(answer->trouble, Trouble::Cancelled);
      ++told;
    });
  }
  on_->loop.turn();
  on_.reset();
  EXPECT_EQ(told, 10);
}

TEST_F(ClientTest, AnswersThreadsThatWait) {
  const std::atomic<bool> cancelled{false};
  const AnswerPtr answer = service_.fetch(gateway_, get("/ok"), soon(), cancelled);
  EXPECT_EQ(answer->status, 200);
  const std::atomic<bool> gone{true};
  const AnswerPtr none = service_.fetch(gateway_, get("/hang"), soon(), gone);
  EXPECT_EQ(none->trouble, Trouble::Cancelled);
}

}  // namespace
}  // namespace bailey::upstream
