// What changes cost those who call meanwhile: a real server under constant load from keep-alive
// callers, while its configuration, plugin and certificate change a given number of times. Prints
// how many requests failed or were answered by a version older than the one acknowledged, how long
// changes took, and what was left of them. A measurement, not a test.
//
//   reload_under_load [CHANGES SWAPS ROTATIONS INTEGRATIONS]      (1000 200 50 1)
#include "bench/percentiles.h"
#include "fakes/test_certificates.h"
#include "integration/reload_load.h"
#include "integration/versioned_bridge.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using bailey::bench::print;
using bailey::integration::ReloadLoad;
using bailey::integration::VersionedBridge;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kCallers = 4;
constexpr std::size_t kAloneMs = 3'000;

class Bench {
public:
  explicit Bench(int integrations) {
    bridge_.settings["reload"] = {{"watch", false}, {"probation_requests", 20}};
    bridge_.settings["log"] = {{"access", false}};
    label(0);
    for (int i = 1; i < integrations; ++i) {
      bridge_.add("other" + std::to_string(i), nlohmann::json::object());
    }
    bridge_.start();
  }

  void label(std::uint64_t number) { bridge_.add("acme", {{"label", std::to_string(number)}}); }

  // From the change to its acknowledgement.
  void reload() {
    const auto begin = Clock::now();
    const auto answer = bridge_.askAdmin("POST", "/v1/reload");
    if (answer.find("200 OK") == std::string::npos) {
      throw std::runtime_error("refused: " + answer);
    }
    reload_ms_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }

  void change(int changes, int swaps, int rotations) {
    ReloadLoad load(bridge_, kCallers);
    for (int i = 1; i <= changes; ++i) {
      label(static_cast<std::uint64_t>(i));
      if (swaps > 0 && i % std::max(1, changes / swaps) == 0) {
        bridge_.install(1 + i / std::max(1, changes / swaps) % 2);
      }
      if (rotations > 0 && i % std::max(1, changes / rotations) == 0) {
        bailey::fakes::renewServerCertificate(bridge_.certificates());
      }
      if (i % 10 == 5) {
        bridge_.add("guest", nlohmann::json::object());
      } else if (i % 10 == 0) {
        std::filesystem::remove(bridge_.fileOf("guest"));
      }
      reload();
      load.acknowledge(static_cast<std::uint64_t>(i));
      if (i == changes / 10) {
        note("after a tenth of the changes");
      }
    }
    load.stop();
    note("at the end");
    std::printf("answered %llu, failed or too old: %zu\n",
                static_cast<unsigned long long>(load.answered()),
                load.failures().size());
    for (const std::string& failure : load.failures()) {
      std::printf("  %s\n", failure.c_str());
    }
    print("request while it changes", load.timesUs(), "us");
    print("change, asked for to served", reload_ms_, "ms");
  }

  void alone() const {
    ReloadLoad load(bridge_, kCallers);
    std::this_thread::sleep_for(std::chrono::milliseconds(kAloneMs));
    load.stop();
    print("request while nothing changes", load.timesUs(), "us");
  }

private:
  void note(const char* when) const {
    std::printf("%-34s %ld KiB, %zu files, %zu threads, %zu plugins mapped\n",
                when,
                bridge_.residentKib(),
                bridge_.openFiles(),
                bridge_.threads(),
                bridge_.mappedFiles("versioned-").size());
  }

  VersionedBridge bridge_;
  std::vector<double> reload_ms_;
};

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int index, int otherwise) {
    return argc > index ? std::stoi(argv[index]) : otherwise;
  };
  Bench bench(number(4, 1));
  bench.alone();
  bench.change(number(1, 1000), number(2, 200), number(3, 50));
  return 0;
}
