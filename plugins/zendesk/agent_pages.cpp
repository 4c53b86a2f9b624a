#include "agent_pages.h"

#include "contact_mapping.h"
#include "failures.h"

#include "bailey/agent_walk.hpp"

#include <utility>

namespace bailey::zendesk {
namespace {

constexpr int kAgentsPerRequest = 100;  // Zendesk gives no more

Url urlOf(const Account& account, const std::string& cursor) {
  Url url = account.api();
  url.path("users").query("role[]", "agent").query("role[]", "admin");
  url.query("page[size]", kAgentsPerRequest);
  if (!cursor.empty()) {
    url.query("page[after]", cursor);
  }
  return url;
}

// False: the page is full.
bool take(JsonNode users, AgentWalk& walk) {
  bool has_room = true;
  users.forEachElement([&](JsonNode user) {
    if (has_room && isAgent(user)) {
      has_room = walk.take(toAgent(user));
    }
  });
  return has_room;
}

// Where the list goes on; empty: that was all.
std::string nextCursor(const JsonDocument& answer, const std::string& cursor) {
  if (answer["meta"]["has_more"].boolean() != true) {
    return {};
  }
  std::string next = answer["meta"]["after_cursor"].text();
  if (next.empty() || next == cursor) {
    throw Error(Error::Code::Unavailable, "Zendesk does not say where its agents go on.");
  }
  return next;
}

}  // namespace

Task<AgentPage> agentPage(const AgentSynchronizationRequest& request,
                          const Account& account,
                          Call& call) {
  AgentWalk walk(request);
  std::string cursor;
  for (;;) {
    HttpRequest ask = account.get(urlOf(account, cursor));
    const HttpResponse response = co_await call.http().send(std::move(ask));
    expectSuccess(response);
    const JsonDocument answer(response.body());
    const bool has_room = take(listOf(answer, "users"), walk);
    cursor = nextCursor(answer, cursor);
    if (!has_room || cursor.empty()) {
      co_return walk.finish();
    }
  }
}

}  // namespace bailey::zendesk
