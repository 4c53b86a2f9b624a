// The privileged users of an RT: those who work in it. Everybody else is a customer.
#pragma once

#include "rest.h"

#include "bailey/task.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace bailey::request_tracker {

struct StaffPage {
  std::vector<std::string> ids;  // of users, ascending
  bool is_last = true;
};

class Staff {
public:
  static constexpr std::int64_t kPerPage = 100;

  // Members of the group; `page` counts from 1.
  [[nodiscard]] Task<StaffPage> page(const Rest& rest, std::int64_t page) const;

  [[nodiscard]] Task<std::vector<std::string>> all(const Rest& rest) const;

private:
  // RT makes the group when it is installed, so its id never changes: looked up once.
  [[nodiscard]] Task<std::int64_t> group(const Rest& rest) const;

  mutable std::atomic<std::int64_t> group_ = 0;
};

}  // namespace bailey::request_tracker
