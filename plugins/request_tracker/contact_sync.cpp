#include "contact_sync.h"

#include "user_pages.h"

#include "bailey/key_walk.hpp"

#include <cstdint>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace bailey::request_tracker {
namespace {

constexpr std::int64_t kPageNumberMax = 1'000'000'000;

// The number of the page the run's last page ended on, as its context says: only a hint, as
// Talkdesk may send anything.
std::int64_t guessOf(const ContactSynchronizationRequest& request) {
  const std::int64_t page = request.context["page"].integer().value_or(0);
  return request.offset && page >= 1 && page <= kPageNumberMax ? page : 0;
}

class Walk {
public:
  Walk(const ContactSynchronizationRequest& request,
       const Rest& rest,
       std::vector<std::string> staff)
      : walk_(request, rest.call(), rest.settings().contacts.walk),
        staff_(staff.begin(), staff.end()),
        behind_(walk_.after()) {}

  // Up to which user everything has been handed over, or left out.
  [[nodiscard]] const SortKey& behind() const { return behind_; }

  // False: stop.
  bool take(UserPage& page) {
    for (ListedUser& user : page.users) {
      if (!user.key.time.empty() && !user.key.id.empty() && !isBehind(user.key, behind_)) {
        continue;  // known from an earlier page
      }
      if (!isCustomer(user)) {
        advance(user.key);
        continue;
      }
      const SortKey key = user.key;
      if (!walk_.take(std::move(user.contact), key)) {
        return false;
      }
      advance(key);
    }
    return true;
  }

  [[nodiscard]] ContactPage finish(std::int64_t page_number) {
    ContactPage page = walk_.finish();
    if (page.next_offset) {
      page.context = R"({"page":)" + std::to_string(page_number) + "}";
    }
    return page;
  }

private:
  [[nodiscard]] bool isCustomer(const ListedUser& user) const {
    return user.login != "Nobody" && user.login != "RT_System" && !staff_.contains(user.key.id);
  }

  void advance(const SortKey& key) {
    if (!key.time.empty() && !key.id.empty()) {
      behind_ = key;
    }
  }

  KeyWalk walk_;
  std::unordered_set<std::string> staff_;
  SortKey behind_;
};

}  // namespace

Task<ContactPage> synchronizeContacts(const ContactSynchronizationRequest& request,
                                      const Rest& rest,
                                      const Staff& staff) {
  std::vector<std::string> privileged;
  if (!rest.settings().contacts.include_staff) {
    privileged = co_await staff.all(rest);
  }
  Walk walk(request, rest, std::move(privileged));
  UserPages pages(rest, guessOf(request));
  SortKey behind = walk.behind();
  UserPage page = co_await pages.firstBehind(std::move(behind));
  while (!page.users.empty() && walk.take(page) && pages.number() < page.pages) {
    behind = walk.behind();
    page = co_await pages.next(std::move(behind));
  }
  ContactPage contacts = walk.finish(pages.number());
  co_return std::move(contacts);
}

}  // namespace bailey::request_tracker
