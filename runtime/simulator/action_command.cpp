// `bailey talkdesk action`: runs an action, as an automation does. (contract.md §5)
#include "simulator/action_execution.h"
#include "simulator/stage.h"

#include <array>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr std::array<const char*, 5> kShown = {"message",
                                               "external_id",
                                               "contact_external_id",
                                               "contact_external_type",
                                               "contact_external_url"};

Details detailsOf(const nlohmann::json& answer, const Redactor& redactor, const TextStyle& style) {
  Details details{{{"answer", nlohmann::json::object()}}, ""};
  for (const char* key : kShown) {
    const auto member = answer.find(key);
    if (member != answer.end() && member->is_string()) {
      const std::string shown = redactor.excerpt(member->get<std::string>());
      details.json["answer"][key] = shown;
      details.text += "    " + padRight(key, 24) + printable(shown, style) + "\n";
    }
  }
  return details;
}

core::Result<int> execute(const command_line::Arguments& given, Streams streams) {
  auto options = readBridgeOptions(given);
  if (!options.ok()) {
    return options.error();
  }
  const std::string& name = given.operand(0);
  auto inputs = readInputs(given, options.value(), name);
  if (!inputs.ok()) {
    return inputs.error();
  }
  const ActionRequest request{given.text("contact-id").value_or(""),
                              given.text("agent-id").value_or(""),
                              std::move(inputs.value())};
  auto opened = Stage::open(std::move(options.value()), "Talkdesk runs an action of ", streams);
  if (!opened.ok()) {
    return opened.error();
  }
  Stage& stage = *opened.value();
  nlohmann::json answer = nlohmann::json::object();
  const auto at = stage.session().bridge.endpoints().ofAction(name);
  stage.scenario().take("action", [&](StepRun& step) {
    if (!at) {
      return step.notRun("not offered: no --action-document names it");
    }
    answer = executeAction(stage.session(), step, *at, request).value_or(nlohmann::json::object());
    return step.end("answered with 201");
  });
  return stage.finish(detailsOf(answer, stage.session().redactor, stage.style()));
}

int run(const std::vector<std::string>& arguments, Streams streams) {
  static const command_line::Syntax kSyntax = {
      "bailey talkdesk action NAME",
      "Runs an action, as an automation or a user does. It creates what the action creates.",
      {"NAME"},
      withBridgeOptions({inputOption(),
                         {"contact-id", "ID", "the contact in whose scope it runs"},
                         {"agent-id", "ID", "the agent who runs it"},
                         stateOption()}),
      kExitCodes};
  return runWith(kSyntax, arguments, streams, &execute);
}

}  // namespace

const Subcommand kAction = {"action", "NAME --input KEY=VALUE", "run an action", &run};

}  // namespace bailey::simulator
