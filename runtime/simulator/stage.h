// What a command plays on: the bridge, a session with it, the steps taken, and the view of them.
#pragma once

#include "core/result.h"
#include "simulator/bridge_options.h"
#include "simulator/scenario.h"
#include "simulator/session.h"
#include "simulator/subcommand.h"
#include "simulator/text_style.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace bailey::simulator {

// What a command found beside its steps.
struct Details {
  nlohmann::json json = nlohmann::json::object();  // Members for the JSON object.
  std::string text;                                // Lines for people; may be empty.
};

// For text on `out`: a terminal when it is std::cout and one. Reads the environment.
TextStyle styleOf(const std::ostream& out);

class Stage {
public:
  // `title` goes before the bridge's name in the heading: "Talkdesk's tour of ".
  static core::Result<std::unique_ptr<Stage>> open(BridgeOptions options,
                                                   const std::string& title,
                                                   Streams streams);

  [[nodiscard]] const BridgeOptions& options() const { return options_; }

  [[nodiscard]] Session& session() { return *session_; }

  [[nodiscard]] Scenario& scenario() { return *scenario_; }

  [[nodiscard]] const TextStyle& style() const { return style_; }

  // Takes a step at an endpoint of the bridge; a step that could not run when it is not offered.
  bool takeAt(const std::string& name,
              Operation operation,
              const std::function<Step(StepRun& step, const BridgeUrl& at)>& run);

  // Prints what came of it; the exit code.
  int finish(const Details& details) { return finish(scenario_->finish(), details); }

  int finish(const Report& report, const Details& details);

private:
  Stage(BridgeOptions options, Streams streams);

  const BridgeOptions options_;
  const Streams streams_;
  const TextStyle style_;
  std::unique_ptr<StepObserver> view_;
  std::unique_ptr<Bridge> bridge_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<Scenario> scenario_;
};

}  // namespace bailey::simulator
