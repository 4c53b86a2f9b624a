#include "talkdesk/profile.h"

#include <algorithm>

namespace bailey::talkdesk {

bool Profile::declaresDocument() const {
  return cti || !display_name.empty() || !description.empty() || !logo_url.empty() ||
         !icon_url.empty();
}

const Action* Profile::findAction(std::string_view name) const {
  const auto found = std::find_if(
      actions.begin(), actions.end(), [name](const Action& action) { return action.name == name; });
  return found == actions.end() ? nullptr : &*found;
}

}  // namespace bailey::talkdesk
