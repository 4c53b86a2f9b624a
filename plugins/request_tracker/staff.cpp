#include "staff.h"

#include <optional>
#include <string_view>
#include <utility>

namespace bailey::request_tracker {
namespace {

constexpr std::string_view kPrivilegedGroup =
    R"([{"field":"Domain","operator":"=","value":"SystemInternal"},)"
    R"({"field":"Name","operator":"=","value":"Privileged"}])";

constexpr std::int64_t kPagesMax = 100;

}  // namespace

Task<std::int64_t> Staff::group(const Rest& rest) const {
  if (const std::int64_t known = group_; known != 0) {
    co_return known;
  }
  Url url = rest.url();
  url.path("groups").query("query", kPrivilegedGroup).query("fields", "Name,Domain");
  std::string address = std::move(url).text();
  const HttpResponse response = co_await rest.get(std::move(address));
  const JsonDocument document(response.body());
  std::optional<std::int64_t> found;
  itemsOf(document).forEachElement([&](JsonNode group) {
    if (group["Name"].string() == "Privileged" && group["Domain"].string() == "SystemInternal") {
      found = group["id"].integer();
    }
  });
  if (!found) {
    throw Error(Error::Code::Forbidden,
                "Request Tracker does not show its groups to the account: give it the rights "
                "SeeGroup and AdminGroupMembership in RT.");
  }
  group_ = *found;
  co_return *found;
}

Task<StaffPage> Staff::page(const Rest& rest, std::int64_t page) const {
  const std::int64_t id = co_await group(rest);
  Url url = rest.url();
  url.path("group").path(std::to_string(id)).path("members").query("groups", 0);
  url.query("orderby", "id").query("order", "ASC").query("per_page", kPerPage).query("page", page);
  std::string address = std::move(url).text();
  const HttpResponse response = co_await rest.get(std::move(address));
  const JsonDocument document(response.body());
  StaffPage members;
  std::int64_t count = 0;
  itemsOf(document).forEachElement([&](JsonNode member) {
    ++count;
    if (member["type"].string() == "user") {
      members.ids.push_back(member["id"].text());
    }
  });
  members.is_last = count < kPerPage;  // RT does not say how many pages there are
  co_return std::move(members);
}

Task<std::vector<std::string>> Staff::all(const Rest& rest) const {
  std::vector<std::string> ids;
  for (std::int64_t number = 1; number <= kPagesMax; ++number) {
    const StaffPage members = co_await page(rest, number);
    ids.insert(ids.end(), members.ids.begin(), members.ids.end());
    if (members.is_last) {
      break;
    }
  }
  co_return std::move(ids);
}

}  // namespace bailey::request_tracker
