#include "integration/reload_load.h"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace bailey::integration {
namespace {

using Clock = std::chrono::steady_clock;

// Each also connects anew from time to time, as balancers do.
constexpr int kRequestsPerConnection = 200;

constexpr std::chrono::seconds kPatience{60};

}  // namespace

nlohmann::json versionedIntegration(const nlohmann::json& settings) {
  nlohmann::json fields = nlohmann::json::array();
  for (const char* name : {"version", "label"}) {
    fields.push_back({{"field_name", name}, {"display", name}, {"mandatory", false}});
  }
  return {
      {"plugin", "versioned"},
      {"callers", "none: anyone who can reach this port may use this integration"},
      {"talkdesk",
       {{"authentication_type", "custom"}, {"authentication_configuration", std::move(fields)}}},
      {"settings", settings}};
}

ReloadLoad::ReloadLoad(const BridgeProcess& bridge, std::size_t callers)
    : bridge_(bridge),
      times_(callers) {
  for (std::size_t caller = 0; caller < callers; ++caller) {
    threads_.emplace_back([this, caller] { run(caller); });
  }
}

void ReloadLoad::stop() {
  enough_ = true;
  for (std::thread& thread : threads_) {
    if (thread.joinable()) {
      thread.join();
    }
  }
}

void ReloadLoad::run(std::size_t caller) {
  try {
    while (!enough_) {
      fakes::TlsClient client(bridge_.port(), bridge_.client());
      for (int i = 0; i < kRequestsPerConnection && !enough_; ++i) {
        ask(client, caller);
      }
    }
  } catch (const std::exception& failed) {
    const std::lock_guard lock(mutex_);
    failures_.emplace_back(failed.what());
  }
}

void ReloadLoad::ask(fakes::TlsClient& client, std::size_t caller) {
  const std::uint64_t least = acknowledged_;
  const auto begin = Clock::now();
  const fakes::HttpAnswer answer = client.post("/acme/auth_validation", R"({"auth":{}})");
  const auto end = Clock::now();
  times_[caller].push_back(std::chrono::duration<double, std::micro>(end - begin).count());
  if (answer.status != 200) {
    throw std::runtime_error("status " + std::to_string(answer.status) + ": " + answer.body);
  }
  const nlohmann::json said = nlohmann::json::parse(answer.body);
  note(said, end);
  const std::uint64_t label = std::stoull(said.at("label").get<std::string>());
  if (label < least) {
    throw std::runtime_error("label " + std::to_string(label) + " after " + std::to_string(least) +
                             " was acknowledged");
  }
  ++answered_;
}

void ReloadLoad::note(const nlohmann::json& said, Clock::time_point when) {
  const std::lock_guard lock(mutex_);
  if (said == awaited_) {
    came_ = when;
    awaited_ = nullptr;
    changed_.notify_all();
  }
}

Clock::time_point ReloadLoad::waitForAnswer(nlohmann::json awaited) {
  std::unique_lock lock(mutex_);
  awaited_ = std::move(awaited);
  came_.reset();
  if (!changed_.wait_for(lock, kPatience, [&] { return came_.has_value(); })) {
    throw std::runtime_error("nobody was answered " + awaited_.dump());
  }
  return *came_;
}

std::vector<std::string> ReloadLoad::failures() const {
  const std::lock_guard lock(mutex_);
  return failures_;
}

std::vector<double> ReloadLoad::timesUs() const {
  std::vector<double> all;
  for (const std::vector<double>& times : times_) {
    all.insert(all.end(), times.begin(), times.end());
  }
  return all;
}

}  // namespace bailey::integration
