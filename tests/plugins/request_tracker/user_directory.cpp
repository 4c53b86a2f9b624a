#include "user_directory.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <tuple>

namespace bailey::request_tracker_test {
namespace {

std::string timeOf(int second) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(),
                                   text.size(),
                                   "2024-03-05T%02d:%02d:%02dZ",
                                   second / 3600,
                                   second / 60 % 60,
                                   second % 60);
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

UserDirectory::UserDirectory(int count, int per_second) : latest_(count / per_second + 1) {
  for (int i = 0; i < count; ++i) {
    users_.push_back({100 + i, timeOf(i / per_second)});
  }
}

void UserDirectory::touch(int id) {
  for (DirectoryUser& user : users_) {
    if (user.id == id) {
      user.changed = timeOf(++latest_);
    }
  }
}

void UserDirectory::disable(int id) {
  std::erase_if(users_, [&](const DirectoryUser& user) { return user.id == id; });
}

CrmAnswer UserDirectory::operator()(const CrmRequest& request) {
  before(++requests_);
  const std::string path = pathOf(request);
  if (path == "/groups") {
    return {.status = 200, .body = recorded("groups")};
  }
  if (path == "/group/4/members") {
    return members();
  }
  if (path == "/users") {
    return users(request);
  }
  return {.status = 404, .body = R"({"message":"Not Found"})"};
}

CrmAnswer UserDirectory::users(const CrmRequest& request) const {
  std::vector<DirectoryUser> sorted = users_;
  std::sort(sorted.begin(), sorted.end(), [](const auto& left, const auto& right) {
    return std::tie(left.changed, left.id) < std::tie(right.changed, right.id);
  });
  const auto per_page = std::min<std::size_t>(std::stoul(queryOf(request, "per_page")), 100);
  const std::size_t page = std::stoul(queryOf(request, "page"));
  json items = json::array();
  for (std::size_t at = (page - 1) * per_page; at < std::min(sorted.size(), page * per_page);
       ++at) {
    items.push_back({{"id", sorted[at].id},
                     {"type", "user"},
                     {"Name", "u" + std::to_string(sorted[at].id)},
                     {"LastUpdated", sorted[at].changed}});
  }
  return {.status = 200,
          .body = json{{"items", items},
                       {"page", page},
                       {"per_page", per_page},
                       {"total", sorted.size()},
                       {"pages", (sorted.size() + per_page - 1) / per_page}}
                      .dump()};
}

CrmAnswer UserDirectory::members() const {
  json items = json::array();
  for (const int id : staff) {
    items.push_back({{"id", id}, {"type", "user"}});
  }
  return {.status = 200, .body = json{{"items", items}, {"page", 1}, {"per_page", 100}}.dump()};
}

}  // namespace bailey::request_tracker_test
