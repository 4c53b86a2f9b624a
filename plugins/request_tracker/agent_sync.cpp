#include "agent_sync.h"

#include "agent_mapping.h"
#include "ticket_sql.h"

#include "bailey/agent_walk.hpp"

#include <optional>
#include <string>
#include <utility>

namespace bailey::request_tracker {
namespace {

// Nothing when RT has no such user any more.
Task<std::optional<Agent>> agentOf(const Rest& rest, std::string id) {
  std::string url = rest.url().path("user").path(id).text();
  const std::optional<HttpResponse> response = co_await rest.find(std::move(url));
  std::optional<Agent> agent;
  if (response) {
    const JsonDocument user(response->body());
    agent = toAgent(user.root());
  }
  co_return std::move(agent);
}

}  // namespace

// The group's list has nothing but ids, so that skipping agents costs nothing, and each agent that
// is handed over one request.
Task<AgentPage> synchronizeAgents(const AgentSynchronizationRequest& request,
                                  const Rest& rest,
                                  const Staff& staff) {
  const auto page_size = static_cast<std::size_t>(rest.settings().agents_page_size);
  AgentWalk walk(request, page_size);
  std::size_t taken = 0;
  std::int64_t number = request.offset / Staff::kPerPage + 1;
  walk.skip((number - 1) * Staff::kPerPage);
  for (bool more = true; more; ++number) {
    const StaffPage members = co_await staff.page(rest, number);
    more = !members.is_last;
    for (const std::string& id : members.ids) {
      if (walk.toSkip() > 0 || !isId(id)) {
        walk.skip(1);
        continue;
      }
      if (taken == page_size) {
        Agent next{id, {}, {}};
        (void)walk.take(std::move(next));  // only says that there is another page
        more = false;
        break;
      }
      std::string wanted = id;
      std::optional<Agent> agent = co_await agentOf(rest, std::move(wanted));
      if (!agent) {
        walk.skip(1);
        continue;
      }
      ++taken;
      (void)walk.take(std::move(*agent));
    }
  }
  AgentPage page = walk.finish();
  co_return std::move(page);
}

}  // namespace bailey::request_tracker
