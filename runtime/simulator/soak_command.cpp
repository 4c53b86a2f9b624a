// `bailey talkdesk soak`: a day of many accounts, squeezed into seconds.
#include "simulator/number_option.h"
#include "simulator/soak.h"
#include "simulator/stage.h"
#include "simulator/text_file.h"

#include <utility>

namespace bailey::simulator {
namespace {

// A JSON list of auth objects, instead of the one auth.
core::Result<std::vector<Credentials>> readAccounts(const command_line::Arguments& given,
                                                    const BridgeOptions& options) {
  const auto file = given.text("accounts");
  if (!file) {
    return std::vector<Credentials>{options.credentials};
  }
  const auto content = readJsonFile(*file);
  if (!content.ok()) {
    return content.error();
  }
  if (!content.value().is_array() || content.value().empty()) {
    return core::Error{*file + ": this is not a list of auth objects with at least one"};
  }
  std::vector<Credentials> accounts;
  for (std::size_t i = 0; i < content.value().size(); ++i) {
    const nlohmann::json& auth = content.value()[i];
    if (!auth.is_object()) {
      return core::Error{*file + ": /" + std::to_string(i) + " must be an auth object"};
    }
    accounts.push_back({auth, auth});
  }
  return accounts;
}

core::Result<SoakOptions> readSoakOptions(const command_line::Arguments& given,
                                          BridgeOptions& bridge) {
  SoakOptions options;
  const auto seconds = numberOption(given, "duration", {1, 86'400, "seconds"}, 60);
  const auto rate = numberOption(given, "rate", {1, 100'000, ""}, 0);
  const auto connections = numberOption(given, "connections", {1, 1'000, ""}, 8);
  const auto seed = numberOption(given, "seed", {0, 1'000'000'000, ""}, 1);
  for (const auto* number : {&seconds, &rate, &connections, &seed}) {
    if (!number->ok()) {
      return number->error();
    }
  }
  auto accounts = readAccounts(given, bridge);
  if (!accounts.ok()) {
    return accounts.error();
  }
  options.action = given.text("action").value_or("");
  auto inputs = readInputs(given, bridge, options.action);
  if (!inputs.ok()) {
    return inputs.error();
  }
  options.inputs = std::move(inputs.value());
  options.accounts = std::move(accounts.value());
  options.connections = static_cast<std::size_t>(connections.value());
  options.plan.duration = std::chrono::seconds(seconds.value());
  options.plan.accounts = options.accounts.size();
  options.plan.rate = static_cast<double>(rate.value());
  options.plan.with_actions = !options.action.empty();
  options.plan.seed = static_cast<std::uint64_t>(seed.value());
  options.endpoints = std::move(bridge.endpoints);
  options.client = bridge.client;
  return options;
}

core::Result<int> runSoak(const command_line::Arguments& given, Streams streams) {
  auto bridge = readBridgeOptions(given);
  if (!bridge.ok()) {
    return bridge.error();
  }
  const auto options = readSoakOptions(given, bridge.value());
  if (!options.ok()) {
    return options.error();
  }
  const bool json = bridge.value().json;
  if (!json) {
    streams.out << "A day of " << grouped(options.value().accounts.size())
                << (options.value().accounts.size() == 1 ? " account in " : " accounts in ")
                << shortTime(options.value().plan.duration) << "\n\n"
                << std::flush;
  }
  const auto result = soak(options.value());
  if (!result.ok()) {
    return result.error();
  }
  if (json) {
    streams.out << toJson(result.value()).dump(2) << '\n';
  } else {
    streams.out << textOf(result.value(), styleOf(streams.out));
  }
  return result.value().held() ? kHeld : kNotHeld;
}

int run(const std::vector<std::string>& arguments, Streams streams) {
  static const command_line::Syntax kSyntax = {
      "bailey talkdesk soak",
      "Plays a day of many accounts in a short time: activation, synchronization every half hour, "
      "people looking at contacts and, with --action, automations. Arrivals do not wait for "
      "answers; latencies count from when a call was due.",
      {},
      withBridgeOptions({{"duration", "SECONDS", "how long the day takes (60)"},
                         {"accounts", "FILE", "a JSON list of auth objects, instead of --auth"},
                         {"rate", "N", "arrivals a second, instead of as many as a day has"},
                         {"connections", "N", "calls at the same time (8)"},
                         {"seed", "N", "of the arrivals' times (1)"},
                         {"action", "NAME", "the automations' action; it creates things"},
                         inputOption()}),
      kExitCodes};
  return runWith(kSyntax, arguments, streams, &runSoak);
}

}  // namespace

const Subcommand kSoak = {
    "soak", "[--duration SECONDS]", "a day of many accounts, with latencies", &run};

}  // namespace bailey::simulator
