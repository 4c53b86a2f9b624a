#include "plugin_host/setup_json.h"

#include <utility>

namespace bailey::plugin_host {

using nlohmann::json;

std::string setupJson(const std::string& integration,
                      const std::filesystem::path& folder,
                      const json& settings,
                      const talkdesk::Profile& profile) {
  json actions = json::array();
  for (const talkdesk::Action& action : profile.actions) {
    actions.push_back(action.name);
  }
  json fields = json::array();
  for (const talkdesk::AuthenticationField& field : profile.authentication_configuration) {
    fields.push_back(field.field_name);
  }
  return json{{"integration", integration},
              {"folder", folder.string()},
              {"settings", settings},
              {"talkdesk",
               {{"interaction_types", profile.interaction_types},
                {"actions", std::move(actions)},
                {"auth_fields", std::move(fields)}}}}
      .dump();
}

}  // namespace bailey::plugin_host
