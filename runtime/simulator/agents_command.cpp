// `bailey talkdesk agents`: the agent synchronization. (contract.md §6)
#include "simulator/agent_sync.h"
#include "simulator/stage.h"
#include "simulator/text_table.h"

#include <utility>

namespace bailey::simulator {
namespace {

Details detailsOf(const AgentRun& run, const Redactor& redactor, const TextStyle& style) {
  Details details{{{"agents", nlohmann::json::array()}}, ""};
  TextTable table({{"id"}, {"name"}, {"email"}});
  for (const Agent& agent : run.agents) {
    const std::string id = redactor.excerpt(agent.id);
    const std::string name = redactor.excerpt(agent.name);
    const std::string email = redactor.excerpt(agent.email);
    details.json["agents"].push_back({{"id", id}, {"name", name}, {"email", email}});
    table.add({id, name, email});
  }
  details.text = table.text(style);
  return details;
}

core::Result<int> synchronize(const command_line::Arguments& given, Streams streams) {
  auto options = readBridgeOptions(given);
  if (!options.ok()) {
    return options.error();
  }
  auto opened =
      Stage::open(std::move(options.value()), "Talkdesk synchronizes agents of ", streams);
  if (!opened.ok()) {
    return opened.error();
  }
  Stage& stage = *opened.value();
  AgentRun agents;
  stage.takeAt("agents", Operation::AgentSync, [&](StepRun& step, const BridgeUrl& at) {
    agents = runThroughAgents(stage.session(), step, at);
    return step.end("all agents");
  });
  return stage.finish(detailsOf(agents, stage.session().redactor, stage.style()));
}

int run(const std::vector<std::string>& arguments, Streams streams) {
  static const command_line::Syntax kSyntax = {
      "bailey talkdesk agents",
      "Synchronizes agents: all pages, from the beginning.",
      {},
      withBridgeOptions({stateOption()}),
      kExitCodes};
  return runWith(kSyntax, arguments, streams, &synchronize);
}

}  // namespace

const Subcommand kAgents = {"agents", "", "synchronize agents", &run};

}  // namespace bailey::simulator
