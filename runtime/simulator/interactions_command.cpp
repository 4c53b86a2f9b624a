// `bailey talkdesk interactions`: what happened with one contact. (contract.md §4)
#include "simulator/interaction_retrieval.h"
#include "simulator/stage.h"
#include "simulator/text_table.h"

#include <array>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr std::array<const char*, 6> kShown = {
    "id", "date", "type", "status", "priority", "subject"};

nlohmann::json dataFrom(const command_line::Arguments& given) {
  nlohmann::json data = nlohmann::json::object();
  if (const auto id = given.text("contact-id")) {
    data["contact_external_id"] = *id;
  }
  if (const auto name = given.text("name")) {
    data["contact_name"] = *name;
  }
  if (given.has("email")) {
    data["contact_emails"] = given.all("email");
  }
  if (given.has("phone")) {
    data["contact_phones"] = given.all("phone");
  }
  return data;
}

Details detailsOf(const nlohmann::json& list, const Redactor& redactor, const TextStyle& style) {
  Details details{{{"interactions", nlohmann::json::array()}}, ""};
  TextTable table({{"id"}, {"date"}, {"type"}, {"status"}, {"priority"}, {"subject"}});
  for (const nlohmann::json& item : list.is_array() ? list : nlohmann::json::array()) {
    nlohmann::json shown = nlohmann::json::object();
    std::vector<std::string> cells;
    for (const char* key : kShown) {
      const bool has = item.is_object() && item.contains(key) && item[key].is_string();
      cells.push_back(has ? redactor.excerpt(item[key].get<std::string>()) : "");
      if (has) {
        shown[key] = cells.back();
      }
    }
    details.json["interactions"].push_back(std::move(shown));
    table.add(std::move(cells));
  }
  details.text = table.text(style);
  return details;
}

// Those asked for, or those the document offers.
std::set<std::string> typesFor(const command_line::Arguments& given, const BridgeOptions& options) {
  const auto asked = given.all("type");
  if (asked.empty() && options.document) {
    return options.document->interaction_types;
  }
  return {asked.begin(), asked.end()};
}

core::Result<int> retrieve(const command_line::Arguments& given, Streams streams) {
  auto options = readBridgeOptions(given);
  if (!options.ok()) {
    return options.error();
  }
  const nlohmann::json data = dataFrom(given);
  if (data.empty()) {
    return core::Error{"--contact-id, --email, --phone or --name is needed"};
  }
  auto opened = Stage::open(
      std::move(options.value()), "Talkdesk shows a contact's interactions of ", streams);
  if (!opened.ok()) {
    return opened.error();
  }
  Stage& stage = *opened.value();
  nlohmann::json list = nlohmann::json::array();
  const std::set<std::string> types = typesFor(given, stage.options());
  stage.takeAt(
      "interactions", Operation::InteractionRetrieval, [&](StepRun& step, const BridgeUrl& at) {
        auto answer = retrieveInteractions(stage.session(), step, at, data, types);
        if (answer) {
          step.setCount(answer->found.ids.size());
          list = std::move(answer->list);
        }
        return step.end(list.empty() ? "nothing is known" : "found");
      });
  return stage.finish(detailsOf(list, stage.session().redactor, stage.style()));
}

int run(const std::vector<std::string>& arguments, Streams streams) {
  using command_line::Use;
  static const command_line::Syntax kSyntax = {
      "bailey talkdesk interactions",
      "Retrieves a contact's interactions, as when the contact is shown to somebody.",
      {},
      withBridgeOptions({{"contact-id", "ID", "of a contact that was synchronized"},
                         {"email", "EMAIL", "an e-mail of the contact", Use::Repeatable},
                         {"phone", "PHONE", "a phone of the contact", Use::Repeatable},
                         {"name", "NAME", "the contact's name"},
                         {"type",
                          "TYPE",
                          "a type that is wanted; without, the document's or none is named",
                          Use::Repeatable},
                         stateOption()}),
      kExitCodes};
  return runWith(kSyntax, arguments, streams, &retrieve);
}

}  // namespace

const Subcommand kInteractions = {
    "interactions", "--contact-id ID", "read a contact's interactions", &run};

}  // namespace bailey::simulator
