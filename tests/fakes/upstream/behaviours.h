// The table of the fault upstream: which path misbehaves how.
#pragma once

#include "fakes/upstream/answer.h"
#include "fakes/upstream/request.h"

#include <mutex>
#include <set>
#include <string>

namespace bailey::fakes::upstream {

// Any thread may call everything.
class Behaviours {
public:
  Answer answerTo(const UpstreamRequest& request);

  // From now on every request is answered as if its target were this one; empty: as its own.
  void answerAllAs(const std::string& target);

private:
  std::mutex mutex_;
  std::string all_as_;               // guarded by mutex_
  std::set<std::string> seen_keys_;  // those of /once; guarded by mutex_
};

}  // namespace bailey::fakes::upstream
