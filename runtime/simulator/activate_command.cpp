// `bailey talkdesk activate`: validates credentials, as when an integration is activated, and keeps
// what the bridge wants stored. (contract.md §2)
#include "simulator/auth_validation.h"
#include "simulator/stage.h"

#include <utility>

namespace bailey::simulator {
namespace {

constexpr const char* kStep = "auth validation";

// Names only: a field to store is a credential as good as any other.
std::vector<std::string> namesOf(const nlohmann::json& fields) {
  std::vector<std::string> names;
  for (const auto& [name, value] : fields.items()) {
    names.push_back(name);
  }
  return names;
}

std::string lineOf(const std::vector<std::string>& names, const Redactor& redactor) {
  std::string line = "    fields to store: ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    line += (i == 0 ? "" : ", ") + redactor.excerpt(names[i]);
  }
  return line + (names.empty() ? "none\n" : "\n");
}

core::Result<int> activate(const command_line::Arguments& given, Streams streams) {
  auto options = readBridgeOptions(given);
  if (!options.ok()) {
    return options.error();
  }
  auto opened = Stage::open(std::move(options.value()), "Talkdesk activates ", streams);
  if (!opened.ok()) {
    return opened.error();
  }
  Stage& stage = *opened.value();
  std::optional<Validation> validation;
  const bool held =
      stage.takeAt(kStep, Operation::AuthValidation, [&](StepRun& step, const BridgeUrl& at) {
        validation = validateCredentials(stage.session(), step, at);
        return step.end(validation ? "accepted with " + std::to_string(validation->status) : "");
      });
  const auto names = validation ? namesOf(validation->fields) : std::vector<std::string>();
  if (held && stage.options().state_file) {
    StoredState state = stage.options().state;
    state.auth_fields.update(validation->fields);
    if (auto error = writeState(*stage.options().state_file, state)) {
      return std::move(*error);
    }
  }
  return stage.finish({{{"stored_fields", names}}, lineOf(names, stage.session().redactor)});
}

int run(const std::vector<std::string>& arguments, Streams streams) {
  static const command_line::Syntax kSyntax = {
      "bailey talkdesk activate",
      "Validates credentials as when a user activates the integration. With --state the fields the "
      "bridge answers are kept, and sent back by later commands with the same file.",
      {},
      withBridgeOptions({stateOption()}),
      kExitCodes};
  return runWith(kSyntax, arguments, streams, &activate);
}

}  // namespace

const Subcommand kActivate = {
    "activate", "[--state FILE]", "validate credentials; keep the fields to store", &run};

}  // namespace bailey::simulator
