#include "user_pages.h"

#include "contact_mapping.h"
#include "ticket_sql.h"
#include "user_fields.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace bailey::request_tracker {
namespace {

// Looks at the list until a place in it is found: enough for any list, and an end when RT gives a
// different one each time.
constexpr int kLooksMax = 64;

// RT's own two users are nobody's contacts. Both conditions are needed at once.
constexpr std::string_view kNotRtItself =
    R"([{"field":"Name","operator":"!=","value":"Nobody"},)"
    R"({"field":"Name","operator":"!=","value":"RT_System","entry_aggregator":"AND"}])";

std::int64_t numberOf(std::string_view id) {
  std::int64_t number = -1;
  std::from_chars(id.data(), id.data() + id.size(), number);
  return number;
}

// The first and the last user with a change time; the ends of `users` when there is none.
const SortKey& firstKey(const UserPage& page) {
  const auto found = std::find_if(page.users.begin(), page.users.end(), [](const auto& user) {
    return !user.key.time.empty();
  });
  return found == page.users.end() ? page.users.front().key : found->key;
}

const SortKey& lastKey(const UserPage& page) {
  const auto found = std::find_if(page.users.rbegin(), page.users.rend(), [](const auto& user) {
    return !user.key.time.empty();
  });
  return found == page.users.rend() ? page.users.back().key : found->key;
}

// To an account without the right AdminUsers RT shows all users, but only its own change time.
void requireTimes(const UserPage& page) {
  const auto without = std::count_if(
      page.users.begin(), page.users.end(), [](const auto& user) { return user.key.time.empty(); });
  if (without >= 2 && without + 1 >= static_cast<std::ptrdiff_t>(page.users.size())) {
    throw Error(Error::Code::Forbidden,
                "Request Tracker does not show its users to the account: give it the right "
                "AdminUsers in RT.");
  }
}

}  // namespace

bool isBehind(const SortKey& key, const SortKey& other) {
  return key.time != other.time ? key.time > other.time : numberOf(key.id) > numberOf(other.id);
}

UserPage toUserPage(const JsonDocument& document, const Settings& settings) {
  UserPage page;
  itemsOf(document).forEachElement([&](JsonNode user) {
    Contact contact = toContact(user, settings);
    SortKey key{dateOf(user["LastUpdated"]), isId(contact.id) ? contact.id : std::string()};
    page.users.push_back({std::move(key), std::move(contact), user["Name"].text()});
  });
  page.pages = document["pages"].integer().value_or(0);
  requireTimes(page);
  return page;
}

std::string UserPages::address(std::int64_t per_page, std::int64_t page, bool whole) const {
  Url url = rest_.url();
  url.path("users").query("query", kNotRtItself);
  url.query("fields", whole ? contactFields(rest_.settings()) : "id,LastUpdated");
  url.query("orderby", "LastUpdated").query("orderby", "id");
  url.query("order", "ASC").query("order", "ASC");
  url.query("per_page", per_page).query("page", page);
  return url.text();
}

Task<UserPage> UserPages::read(std::int64_t number) const {
  std::string url = address(kPerPage, number, true);
  const HttpResponse response = co_await rest_.get(std::move(url));
  const JsonDocument document(response.body());
  UserPage page = toUserPage(document, rest_.settings());
  if (page.pages < number && !page.users.empty()) {  // RT does not tell everybody
    page.pages = number + (page.users.size() < static_cast<std::size_t>(kPerPage) ? 0 : 1);
  }
  co_return std::move(page);
}

Task<std::int64_t> UserPages::lastNumber() const {
  std::string url = address(1, 1, false);
  const HttpResponse response = co_await rest_.get(std::move(url));
  const JsonDocument document(response.body());
  (void)itemsOf(document);
  const std::int64_t users = document["total"].integer().value_or(0);
  co_return std::max<std::int64_t>((users + kPerPage - 1) / kPerPage, 1);
}

Task<bool> UserPages::joins(const UserPage& page, const SortKey& key) const {
  if (number_ == 1 || !isBehind(firstKey(page), key)) {
    co_return true;
  }
  std::string url = address(1, (number_ - 1) * kPerPage, false);  // the user right before the page
  const HttpResponse response = co_await rest_.get(std::move(url));
  const JsonDocument document(response.body());
  SortKey before;
  itemsOf(document).forEachElement([&](JsonNode user) {
    before = {dateOf(user["LastUpdated"]), user["id"].text()};
  });
  co_return !isBehind(before, key);
}

void UserPages::search(Bounds& bounds, int direction, std::int64_t pages) {
  if (direction > 0) {
    bounds.low = number_ + 1;
  } else {
    bounds.high = number_ - 1;
  }
  const std::int64_t high = bounds.high == 0 ? std::max<std::int64_t>(pages, 1) : bounds.high;
  if (bounds.low > high) {  // the list has shifted meanwhile: look around once more
    number_ = std::clamp<std::int64_t>(number_ + direction, 1, std::max<std::int64_t>(pages, 1));
    bounds = Bounds{};
    return;
  }
  bounds.turned = bounds.turned || (bounds.direction != 0 && bounds.direction != direction);
  bounds.direction = direction;
  number_ = bounds.turned ? bounds.low + (high - bounds.low) / 2
                          : std::clamp(number_ + direction * bounds.step, bounds.low, high);
  bounds.step *= 2;
}

Task<UserPage> UserPages::firstBehind(SortKey key) {
  if (number_ < 1) {
    number_ = 1;
    if (!key.time.empty()) {
      number_ = co_await lastNumber();  // what changed since the last run is at the end
    }
  }
  Bounds bounds;
  for (int look = 0; look < kLooksMax; ++look) {
    UserPage page = co_await read(number_);
    if (page.users.empty()) {
      if (number_ == 1) {
        co_return std::move(page);
      }
      number_ = std::clamp<std::int64_t>(page.pages, 1, number_ - 1);  // beyond the end
      continue;
    }
    if (!isBehind(lastKey(page), key)) {
      if (number_ >= page.pages) {
        page.users.clear();
        co_return std::move(page);
      }
      search(bounds, 1, page.pages);
      continue;
    }
    const bool joined = co_await joins(page, key);
    if (joined) {
      co_return std::move(page);
    }
    search(bounds, -1, page.pages);
  }
  throw Error(Error::Code::Unavailable,
              "Request Tracker's users change faster than they can be read: try again later.");
}

Task<UserPage> UserPages::next(SortKey key) {
  ++number_;
  return firstBehind(std::move(key));
}

}  // namespace bailey::request_tracker
