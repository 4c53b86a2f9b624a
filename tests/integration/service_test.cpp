// The real `bailey serve` as systemd runs it: what it tells its manager, and how one process
// follows another at a socket that stays.
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"
#include "integration/reload_load.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <vector>

namespace bailey::integration {
namespace {

constexpr int kPatienceMs = 60'000;

// Takes what a service says to its manager.
class NotifySocket {
public:
  explicit NotifySocket(const std::filesystem::path& path)
      : fd_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
    if (::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
      throw std::runtime_error("cannot bind " + path.string());
    }
  }

  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;
  NotifySocket(NotifySocket&&) = delete;
  NotifySocket& operator=(NotifySocket&&) = delete;

  ~NotifySocket() { ::close(fd_); }

  // The next message; empty when none comes in time.
  [[nodiscard]] std::string next(int patience_ms = kPatienceMs) const {
    pollfd message{fd_, POLLIN, 0};
    if (::poll(&message, 1, patience_ms) != 1) {
      return {};
    }
    std::array<char, 4096> text{};
    const ssize_t bytes = ::recv(fd_, text.data(), text.size(), 0);
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(bytes, 0))};
  }

  // The next one that begins so.
  [[nodiscard]] std::string waitFor(const std::string& beginning) const {
    std::string message;
    do {
      message = next();
    } while (!message.empty() && !message.starts_with(beginning));
    return message;
  }

private:
  int fd_;
};

// A socket that listens at a free port of the loopback interface, where no server starts yet.
int listenAnywhere() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      ::listen(fd, 1024) != 0) {
    throw std::runtime_error("cannot listen");
  }
  return fd;
}

class Service : public testing::Test {
protected:
  Service() {
    bridge_.addIntegration("probe", probeIntegration());
    bridge_.environment["NOTIFY_SOCKET"] = (bridge_.folder() / "notify").string();
  }

  BridgeProcess bridge_;
  const NotifySocket manager_{bridge_.folder() / "notify"};
};

TEST_F(Service, TellsItsManagerHowItIs) {
  bridge_.start();
  EXPECT_EQ(manager_.next(), "READY=1\nSTATUS=1 integrations");
  std::ofstream(bridge_.folder() / "integrations.d" / "bad.json") << "{";
  bridge_.signal(SIGHUP);
  EXPECT_TRUE(manager_.waitFor("RELOADING=1").starts_with("RELOADING=1\nMONOTONIC_USEC="));
  EXPECT_EQ(manager_.waitFor("READY=1"),
            "READY=1\nSTATUS=1 integrations, 1 not as the files ask for");
  EXPECT_EQ(bridge_.stop(SIGTERM), 0);
  EXPECT_TRUE(manager_.waitFor("STOPPING=1").starts_with("STOPPING=1"));
}

TEST_F(Service, TellsItsManagerOfARefusalThatNoSignalAskedFor) {
  bridge_.settings["reload"] = {{"watch", false}};
  bridge_.start();
  EXPECT_EQ(manager_.next(), "READY=1\nSTATUS=1 integrations");
  const std::filesystem::path bad = bridge_.folder() / "integrations.d" / "bad.json";
  const std::vector<std::string> reload = {
      "reload", "--wait", "--config", (bridge_.folder() / "bailey.json").string()};
  std::ofstream(bad) << "{";
  EXPECT_EQ(runCommand(reload).exit_code, 1);
  EXPECT_EQ(manager_.next(), "READY=1\nSTATUS=1 integrations, 1 not as the files ask for");
  std::filesystem::remove(bad);
  EXPECT_EQ(runCommand(reload).exit_code, 0);
  EXPECT_EQ(manager_.next(), "READY=1\nSTATUS=1 integrations");
}

TEST_F(Service, SaysItIsAliveOnlyWhileItsLoopsTurn) {
  constexpr int kAllowedMs = 200;
  bridge_.addIntegration("held", probeIntegration("probe_nb"));
  bridge_.environment["WATCHDOG_USEC"] = std::to_string(kAllowedMs * 1000);
  bridge_.start();
  EXPECT_EQ(manager_.waitFor("WATCHDOG=1"), "WATCHDOG=1");
  const std::filesystem::path release = bridge_.folder() / "release";
  fakes::TlsClient caller(bridge_.port(), bridge_.client());
  const std::string body = R"({"data":{"release_file":")" + release.string() + R"("}})";
  caller.send("POST /held/actions/block HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
  // It is said twice a round; a round without a word is a process systemd would end.
  while (!manager_.next(kAllowedMs * 2).empty()) {}
  std::ofstream(release).put('x');
  EXPECT_EQ(manager_.waitFor("WATCHDOG=1"), "WATCHDOG=1");
  EXPECT_EQ(caller.read().status, 201);
}

// A plugin that hangs when it is tried keeps the control thread, and nobody else.
TEST_F(Service, SaysItIsAliveWhileAPluginIsTried) {
  std::filesystem::remove(bridge_.folder() / "integrations.d" / "probe.json");
  bridge_.addIntegration("acme", versionedIntegration());
  bridge_.settings["plugins_folder"] = BAILEY_TEST_PLUGINS "/versions/1";
  bridge_.settings["reload"] = {{"watch", false}, {"trial_ms", 2000}};
  bridge_.environment["WATCHDOG_USEC"] = "200000";
  bridge_.start();
  bridge_.addIntegration("acme", versionedIntegration({{"dies", "hangs"}}));
  bridge_.signal(SIGHUP);
  EXPECT_TRUE(manager_.waitFor("RELOADING=1").starts_with("RELOADING=1"));
  EXPECT_EQ(manager_.next(), "WATCHDOG=1");
  EXPECT_EQ(manager_.next(), "WATCHDOG=1");
  EXPECT_NE(bridge_.waitForLog("integration_refused").find("does not return in create()"),
            std::string::npos);
}

TEST_F(Service, TakesASocketThatIsHandedOver) {
  bridge_.listener = listenAnywhere();
  bridge_.settings["listen"]["port"] = 1;  // not its to choose
  bridge_.start();
  EXPECT_EQ(bridge_.post("/probe/actions/echo", R"({"data":{"text":"x"}})").status, 201);
  ::close(bridge_.listener);
}

// An upgrade: the old process drains while new callers wait in the socket for the new one.
TEST_F(Service, FollowsAnotherWithoutARefusedConnection) {
  bridge_.listener = listenAnywhere();
  bridge_.start();
  const std::uint16_t port = bridge_.port();
  const fakes::ClientOptions options = bridge_.client();
  std::atomic<bool> enough{false};
  std::atomic<int> answered{0};
  std::atomic<int> failed{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      while (!enough) {
        try {
          fakes::TlsClient caller(port, options);
          ++(caller.post("/probe/actions/echo", R"({"data":{"text":"x"}})").status == 201 ? answered
                                                                                          : failed);
        } catch (const fakes::ClientError&) {
          ++failed;
        }
      }
    });
  }
  for (int restart = 0; restart < 5; ++restart) {
    const int before = answered + failed;
    while (answered + failed < before + 20) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(bridge_.stop(SIGTERM), 0);
    bridge_.start();
  }
  enough = true;
  for (std::thread& caller : callers) {
    caller.join();
  }
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(bridge_.port(), port);
  ::close(bridge_.listener);
}

}  // namespace
}  // namespace bailey::integration
