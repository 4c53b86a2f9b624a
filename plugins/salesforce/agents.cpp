#include "agents.h"

#include "connection.h"
#include "fields.h"
#include "record_id.h"
#include "soql.h"

#include "bailey/agent_walk.hpp"

#include <string>
#include <utility>
#include <vector>

namespace bailey::salesforce {
namespace {

// As many as Salesforce puts into one answer.
constexpr std::size_t kBatch = 2'000;

// Behind the user `last`: an OFFSET ends at 2,000, and is counted anew for each page anyway.
std::string usersBehind(const std::string& last) {
  std::string soql = select({"Id", "Name", "Email", "IsActive"}, "User") +
                     " WHERE IsActive = true AND UserType = 'Standard'";
  if (!last.empty()) {
    soql += " AND Id > " + textLiteral(last);
  }
  return soql + " ORDER BY Id LIMIT " + std::to_string(kBatch);
}

bool isAgent(JsonNode record) {
  return isRecordId(fieldText(record, "Id")) && record["IsActive"].boolean() != false;
}

// False: the page is full.
bool takeAll(AgentWalk& walk, const std::vector<JsonNode>& users) {
  for (const JsonNode user : users) {
    if (isAgent(user) && !walk.take(toAgent(user))) {
      return false;
    }
  }
  return true;
}

// The id to go on behind. Empty when there is none: then there is no way on.
std::string lastId(const std::vector<JsonNode>& users, const std::string& before) {
  std::string last = users.empty() ? std::string() : fieldText(users.back(), "Id");
  return isRecordId(last) && last != before ? last : std::string();
}

}  // namespace

Agent toAgent(JsonNode record) {
  return {fieldText(record, "Id"), wholeName(record), fieldText(record, "Email")};
}

Task<AgentPage> synchronizeAgents(const Settings& settings,
                                  const AgentSynchronizationRequest& request,
                                  Call& call) {
  const Connection connection(settings, request.auth, call);
  AgentWalk walk(request, settings.agent_page_size);
  std::string last;
  while (true) {
    std::string soql = usersBehind(last);
    const Records records = co_await connection.query(std::move(soql));
    const std::vector<JsonNode> users = records.all();
    if (!takeAll(walk, users) || users.size() < kBatch) {
      co_return walk.finish();
    }
    last = lastId(users, last);
    if (last.empty()) {
      throw Error(Error::Code::Unavailable, "Salesforce does not get on with its users.");
    }
  }
}

}  // namespace bailey::salesforce
