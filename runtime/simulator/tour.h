// A short tour of a bridge as Talkdesk would use it on its first day: validate the credentials,
// take over all contacts and agents, look at a contact's interactions, run an action. Every answer
// is held against the contract.
#pragma once

#include "core/result.h"
#include "simulator/step.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace bailey::simulator {

struct TourOptions {
  std::string url;                // Of the integration, with its secret path segment if it has one.
  std::filesystem::path ca_file;  // PEM; empty: the system's authorities.
  nlohmann::json auth = nlohmann::json::object();  // Sent with every call; shown nowhere.
  std::string action;                              // Empty: no action is run.
  std::map<std::string, std::string> inputs;       // Of the action.
  // For each call; contract.md C21 expects a bridge to give up after 10 s, the rest is the network.
  std::chrono::milliseconds call_deadline{12'000};
};

struct Report {
  std::string bridge;  // Host and port.
  std::vector<Step> steps;
  std::chrono::milliseconds duration{0};

  // Every step that could be judged kept every rule, and none was left out because of another.
  [[nodiscard]] bool held() const;
};

// Hears of a tour as it goes on, in the thread that runs it.
class StepObserver {
public:
  StepObserver() = default;
  StepObserver(const StepObserver&) = delete;
  StepObserver& operator=(const StepObserver&) = delete;
  StepObserver(StepObserver&&) = delete;
  StepObserver& operator=(StepObserver&&) = delete;
  virtual ~StepObserver() = default;

  // How far the running step is, after each of its pages.
  virtual void onProgress(const std::string& step, std::size_t records, std::size_t pages) = 0;
  virtual void onStep(const Step& step) = 0;
};

// Takes the whole tour; an error only when it cannot begin: a bad URL, CA file or host name. What
// the bridge does wrong is in the report.
core::Result<Report> runTour(const TourOptions& options, StepObserver& observer);

}  // namespace bailey::simulator
