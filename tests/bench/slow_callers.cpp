// What slow callers cost the others: holds silent, slow-header and slow-body connections against
// the real server with its default deadlines, asks a normal question on a new connection every 100
// ms, and prints how long the answers took and when the slow ones were cut. A measurement, not a
// test.
//
//   slow_callers [SILENT SLOW_HEADER SLOW_BODY]      (80 2000 300)
#include "integration/bridge_process.h"
#include "integration/probe_integration.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using bailey::fakes::TlsClient;
using bailey::integration::BridgeProcess;
using Clock = std::chrono::steady_clock;

const std::string kBody = R"({"data":{"text":"hello"}})";

double msSince(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

struct Asked {
  std::vector<double> answered_ms;
  int failed = 0;
};

// One question on a new connection every 100 ms until told to end.
Asked askAllTheTime(const BridgeProcess& bridge, const std::atomic<bool>& enough) {
  Asked asked;
  while (!enough) {
    const auto begin = Clock::now();
    try {
      if (bridge.post("/probe/actions/echo", kBody).status != 201) {
        ++asked.failed;
      }
    } catch (const bailey::fakes::ClientError&) {
      ++asked.failed;
    }
    asked.answered_ms.push_back(msSince(begin));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return asked;
}

std::vector<std::unique_ptr<TlsClient>> callersThatSay(const BridgeProcess& bridge,
                                                       const std::string& bytes,
                                                       int count) {
  std::vector<std::unique_ptr<TlsClient>> callers;
  for (int i = 0; i < count; ++i) {
    callers.push_back(std::make_unique<TlsClient>(bridge.port(), bridge.client()));
    callers.back()->send(bytes);
  }
  return callers;
}

// Waits until the server has ended each of them.
void waitUntilCut(std::vector<std::unique_ptr<TlsClient>>& callers) {
  for (const auto& caller : callers) {
    (void)caller->readToEnd();
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto count = [&](int index, int otherwise) {
    return argc > index ? std::stoi(argv[index]) : otherwise;
  };
  BridgeProcess bridge;
  bridge.addIntegration("probe", bailey::integration::probeIntegration());
  bridge.settings["log"] = {{"access", false}};
  bridge.start();
  const long before_kib = bridge.residentKib();

  std::atomic<bool> enough{false};
  Asked asked;
  std::thread asker([&] { asked = askAllTheTime(bridge, enough); });

  const auto begin = Clock::now();
  std::vector<int> silent;
  for (int i = 0; i < count(1, 80); ++i) {
    silent.push_back(bailey::fakes::connectTcp(bridge.port()));
  }
  auto headers = callersThatSay(
      bridge, "POST /probe/actions/echo HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", count(2, 2000));
  auto bodies = callersThatSay(
      bridge,
      "POST /probe/actions/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n{",
      count(3, 300));
  std::printf("%zu silent, %zu slow headers, %zu slow bodies held after %.0f ms\n",
              silent.size(),
              headers.size(),
              bodies.size(),
              msSince(begin));
  std::printf("server: %zu threads, %ld KiB more than before\n",
              bridge.threads(),
              bridge.residentKib() - before_kib);
  for (const int fd : silent) {
    char byte = 0;
    (void)!::read(fd, &byte, 1);
    ::close(fd);
  }
  std::printf("silent ones cut by %.1f s (deadline 5 s)\n", msSince(begin) / 1000);
  waitUntilCut(headers);
  std::printf("slow headers cut by %.1f s (deadline 10 s from each handshake)\n",
              msSince(begin) / 1000);
  waitUntilCut(bodies);
  std::printf("slow bodies cut by %.1f s (deadline 15 s from each head)\n", msSince(begin) / 1000);
  enough = true;
  asker.join();

  std::sort(asked.answered_ms.begin(), asked.answered_ms.end());
  std::printf("normal requests meanwhile: %zu, failed %d, p50 %.1f ms, max %.1f ms\n",
              asked.answered_ms.size(),
              asked.failed,
              asked.answered_ms[asked.answered_ms.size() / 2],
              asked.answered_ms.back());
  return bridge.stop(SIGTERM);
}
