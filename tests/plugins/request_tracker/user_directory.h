// The users of an RT, as its list answers: sorted by change, in numbered pages, and shifting when
// somebody changes.
#pragma once

#include "request_tracker_test.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace bailey::request_tracker_test {

struct DirectoryUser {
  int id;
  std::string changed;
};

class UserDirectory {
public:
  // `count` users with ids from 100 on; `per_second` of them changed in the same second each.
  explicit UserDirectory(int count, int per_second = 1);

  // Says what RT would.
  [[nodiscard]] CrmAnswer operator()(const CrmRequest& request);

  // The user now changed later than all others.
  void touch(int id);
  void disable(int id);

  std::set<int> staff;

  // Called before each request is answered, with its number.
  std::function<void(int)> before = [](int) {
  };

  [[nodiscard]] int requests() const { return requests_; }

private:
  [[nodiscard]] CrmAnswer users(const CrmRequest& request) const;
  [[nodiscard]] CrmAnswer members() const;

  std::vector<DirectoryUser> users_;
  int latest_;
  int requests_ = 0;
};

}  // namespace bailey::request_tracker_test
