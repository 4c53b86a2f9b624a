// How long it takes from a change on disk to the first answer of the new version, when the bridge
// notices by itself: with 1, 10 and 100 integrations of one plugin, for changes of one integration
// and for new versions of the plugin they all share. Callers ask without a pause; how long they
// wait meanwhile is told beside how long they wait while nothing changes. A measurement, not a
// test.
//
//   change_to_served [CHANGES]      (50)
#include "bench/percentiles.h"
#include "integration/reload_load.h"
#include "integration/versioned_bridge.h"

#include <chrono>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using bailey::bench::print;
using bailey::integration::ReloadLoad;
using bailey::integration::VersionedBridge;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kCallers = 2;
constexpr std::chrono::seconds kAlone{3};

// Everything about reloads is at the product's defaults.
class Bench {
public:
  explicit Bench(int integrations) {
    bridge_.settings["log"] = {{"access", false}};
    label(0);
    for (int i = 1; i < integrations; ++i) {
      bridge_.add("other" + std::to_string(i), nlohmann::json::object());
    }
    bridge_.start();
  }

  void alone() const {
    ReloadLoad load(bridge_, kCallers);
    std::this_thread::sleep_for(kAlone);
    stop(load);
    print("request while nothing changes", load.timesUs(), "us");
  }

  void changeIntegration(int changes) {
    measure("integration changed, to served", changes, [&] { label(label_ + 1); });
  }

  void replacePlugin(int changes) {
    measure("plugin replaced, to served", changes, [&] {
      version_ = 3 - version_;
      bridge_.install(version_);
    });
  }

private:
  void label(std::uint64_t number) {
    label_ = number;
    bridge_.add("acme", {{"label", std::to_string(number)}});
  }

  void measure(const char* what, int changes, const std::function<void()>& change) {
    ReloadLoad load(bridge_, kCallers);
    std::vector<double> times_ms;
    for (int i = 0; i < changes; ++i) {
      change();
      const auto changed = Clock::now();
      const auto served =
          load.waitForAnswer(VersionedBridge::answer(version_, std::to_string(label_)));
      times_ms.push_back(std::chrono::duration<double, std::milli>(served - changed).count());
      load.acknowledge(label_);
    }
    stop(load);
    print(what, times_ms, "ms");
    print("  request meanwhile", load.timesUs(), "us");
  }

  static void stop(ReloadLoad& load) {
    load.stop();
    if (const auto failures = load.failures(); !failures.empty()) {
      throw std::runtime_error("a request failed: " + failures.front());
    }
  }

  VersionedBridge bridge_;
  std::uint64_t label_ = 0;
  int version_ = 1;
};

}  // namespace

int main(int argc, char** argv) {
  const int changes = argc > 1 ? std::stoi(argv[1]) : 50;
  for (const int integrations : {1, 10, 100}) {
    std::printf("%d integrations\n", integrations);
    Bench bench(integrations);
    bench.alone();
    bench.changeIntegration(changes);
    bench.replacePlugin(changes);
  }
  return 0;
}
