#include "agent_pages.h"

#include <algorithm>
#include <limits>

namespace bailey::sql {

AgentPages::AgentPages(const AgentSettings& settings, Preparation& preparation)
    : query_(preparation.reading(
          "/agents/statement", settings.statement, {{"limit", "offset"}, {"limit", "offset"}, {}})),
      page_size_(settings.page_size) {
  RecordFields fields(settings.mapping, "/agents", query_, preparation.complaints());
  id_ = fields.neededField("id", FieldKind::Text);
  name_ = fields.neededField("name", FieldKind::Text);
  email_ = fields.neededField("email", FieldKind::Text);
  fields.finish();
}

AgentPage AgentPages::page(const AgentSynchronizationRequest& request, Session& session) const {
  // Far enough from the end that adding a page cannot overflow.
  const std::int64_t offset = std::clamp<std::int64_t>(
      request.offset, 0, std::numeric_limits<std::int64_t>::max() - page_size_);
  Arguments arguments(request.auth);
  arguments.set("limit", page_size_ + 1);  // one more tells whether there is more
  arguments.set("offset", offset);
  Rows rows = session.run(query_, arguments);
  AgentPage page;
  std::int64_t seen = 0;
  while (rows.next()) {
    if (seen == page_size_) {
      page.next_offset = offset + page_size_;
      break;
    }
    ++seen;
    if (Agent agent{id_.text(rows), name_.text(rows), email_.text(rows)}; !agent.id.empty()) {
      page.agents.push_back(std::move(agent));
    }
  }
  return page;
}

}  // namespace bailey::sql
