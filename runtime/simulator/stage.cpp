#include "simulator/stage.h"

#include "simulator/step_view.h"

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <utility>

namespace bailey::simulator {

TextStyle styleOf(const std::ostream& out) {
  const bool is_terminal = &out == &std::cout && isatty(STDOUT_FILENO) == 1;
  return textStyleFor(is_terminal, [](const char* name) { return std::getenv(name); });
}

Stage::Stage(BridgeOptions options, Streams streams)
    : options_(std::move(options)),
      streams_(streams),
      style_(styleOf(streams.out)) {
  if (options_.json) {
    view_ = std::make_unique<SilentView>();
  } else {
    view_ = std::make_unique<StepView>(streams_.out, style_);
  }
}

core::Result<std::unique_ptr<Stage>> Stage::open(BridgeOptions options,
                                                 const std::string& title,
                                                 Streams streams) {
  std::unique_ptr<Stage> stage(new Stage(std::move(options), streams));
  auto bridge = Bridge::create(stage->options_.endpoints, stage->options_.client);
  if (!bridge.ok()) {
    return bridge.error();
  }
  stage->bridge_ = std::move(bridge.value());
  if (!stage->options_.json) {
    streams.out << headingFor(title + stage->bridge_->name(), stage->style_) << std::flush;
  }
  stage->session_ =
      std::make_unique<Session>(*stage->bridge_, *stage->view_, stage->options_.credentials);
  stage->scenario_ = std::make_unique<Scenario>(*stage->session_);
  return stage;
}

bool Stage::takeAt(const std::string& name,
                   Operation operation,
                   const std::function<Step(StepRun& step, const BridgeUrl& at)>& run) {
  const auto at = bridge_->endpoints().of(operation);
  return scenario_->take(name, [&](StepRun& step) {
    return at ? run(step, *at)
              : step.notRun("not offered: the document has no " +
                            std::string(endpointKeyOf(operation)));
  });
}

int Stage::finish(const Report& report, const Details& details) {
  if (options_.json) {
    nlohmann::json all = toJson(report);
    all.update(details.json);
    streams_.out << all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  } else {
    streams_.out << (details.text.empty() ? "" : "\n") << details.text
                 << summaryFor(report, style_);
  }
  return report.held() ? kHeld : kNotHeld;
}

}  // namespace bailey::simulator
