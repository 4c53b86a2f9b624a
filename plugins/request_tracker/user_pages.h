// RT's users in the order of their last change, read behind a key.
//
// RT cannot be asked for users that changed after a time: it knows no such filter and gives all of
// them instead. But it sorts by that time and numbers the pages, so the place of a key in the list
// is found by looking. A list sorted this way shifts while it is read: who changes moves to its
// end, and all behind move up, over the borders of pages. So a page counts as the next one only
// when what stands right before it is nothing new.
#pragma once

#include "rest.h"

#include "bailey/contract.hpp"
#include "bailey/key_walk.hpp"
#include "bailey/task.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bailey::request_tracker {

struct ListedUser {
  SortKey key;  // without a time when RT gives none
  Contact contact;
  std::string login;
};

struct UserPage {
  std::vector<ListedUser> users;
  std::int64_t pages = 0;  // of the whole list
};

// Whether `key` comes after `other` in RT's order: ids are numbers there.
[[nodiscard]] bool isBehind(const SortKey& key, const SortKey& other);

[[nodiscard]] UserPage toUserPage(const JsonDocument& document, const Settings& settings);

class UserPages {
public:
  static constexpr std::int64_t kPerPage = 100;  // RT gives no more

  // `rest` is borrowed. `guess` is the number of the page to look at first; 0: there is none.
  UserPages(const Rest& rest, std::int64_t guess) : rest_(rest), number_(guess) {}

  // The page that holds the first user behind `key`, with users up to the key on it or not. No
  // users: there are none behind it.
  [[nodiscard]] Task<UserPage> firstBehind(SortKey key);

  // The same for the page after it, once the last page has been used up to `key`.
  [[nodiscard]] Task<UserPage> next(SortKey key);

  // Of the page that was given last.
  [[nodiscard]] std::int64_t number() const { return number_; }

private:
  struct Bounds {
    std::int64_t low = 1;
    std::int64_t high = 0;  // 0: the list's end is not known
    std::int64_t step = 1;
    int direction = 0;
    bool turned = false;
  };

  [[nodiscard]] Task<UserPage> read(std::int64_t number) const;
  [[nodiscard]] Task<std::int64_t> lastNumber() const;

  // Whether there is nothing behind `key` before page `number_`.
  [[nodiscard]] Task<bool> joins(const UserPage& page, const SortKey& key) const;

  // Moves `number_` on to where the key may be.
  void search(Bounds& bounds, int direction, std::int64_t pages);

  [[nodiscard]] std::string address(std::int64_t per_page, std::int64_t page, bool whole) const;

  const Rest& rest_;
  std::int64_t number_;
};

}  // namespace bailey::request_tracker
