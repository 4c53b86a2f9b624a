// `bailey talkdesk tour`: everything once, as on an integration's first day.
#include "simulator/stage.h"
#include "simulator/tour.h"

#include <utility>

namespace bailey::simulator {
namespace {

core::Result<int> tour(const command_line::Arguments& given, Streams streams) {
  auto options = readBridgeOptions(given);
  if (!options.ok()) {
    return options.error();
  }
  TourOptions tour{given.text("action").value_or(""), {}};
  auto inputs = readInputs(given, options.value(), tour.action);
  if (!inputs.ok()) {
    return inputs.error();
  }
  tour.inputs = std::move(inputs.value());
  auto stage = Stage::open(std::move(options.value()), "Talkdesk's tour of ", streams);
  if (!stage.ok()) {
    return stage.error();
  }
  return stage.value()->finish(runTour(stage.value()->session(), tour), {});
}

int run(const std::vector<std::string>& arguments, Streams streams) {
  static const command_line::Syntax kSyntax = {
      "bailey talkdesk tour",
      "Validates credentials, copies contacts and agents, reads interactions, runs an action, and "
      "holds every answer against the contract. It creates what the action creates.",
      {},
      withBridgeOptions(
          {{"action", "NAME", "also run this action, for a contact that was synchronized"},
           inputOption()}),
      kExitCodes};
  return runWith(kSyntax, arguments, streams, &tour);
}

}  // namespace

const Subcommand kTour = {"tour", "[--action NAME]", "everything once, as on the first day", &run};

}  // namespace bailey::simulator
