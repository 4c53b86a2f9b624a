// Random CRMs behind the walks: equal change times, changes and deletions between pages, failures
// at any page, restarts from any checkpoint. Whatever happens, every run ends, and once the CRM is
// left alone, one more run makes Talkdesk's copy complete. A failure names its seed.
#include "plugin-api/fake_host.h"

#include "bailey/cursor_walk.hpp"
#include "bailey/key_walk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bailey::plugin_api {
namespace {

constexpr std::size_t kCrmPage = 7;  // how much the CRM gives at once

using Random = std::mt19937;

int below(Random& random, int limit) {
  return std::uniform_int_distribution<int>(0, limit - 1)(random);
}

struct Record {
  std::string time;
  int version = 0;
};

// A CRM with a clock that often stands, so that many records share a second.
class RandomCrm {
public:
  explicit RandomCrm(Random& random) : random_(random) {
    const int count = below(random, 60);
    for (int i = 0; i < count; ++i) {
      change("c" + std::to_string(i));
    }
  }

  [[nodiscard]] std::chrono::sys_seconds now() const {
    using std::chrono::sys_days;
    return sys_days(std::chrono::year(2024) / 3 / 5) + std::chrono::seconds(second_);
  }

  // What happens between two requests.
  void live() {
    for (int events = below(random_, 4); events > 0; --events) {
      const std::string id = "c" + std::to_string(below(random_, 70));
      if (below(random_, 5) == 0) {
        records_.erase(id);
      } else {
        change(id);
      }
    }
  }

  // Ascending, ties by id.
  [[nodiscard]] std::vector<std::pair<SortKey, Record>> sorted() const {
    std::vector<std::pair<SortKey, Record>> all;
    for (const auto& [id, record] : records_) {
      all.push_back({{record.time, id}, record});
    }
    std::sort(all.begin(), all.end(), [](const auto& left, const auto& right) {
      return left.first < right.first;
    });
    return all;
  }

  [[nodiscard]] const std::map<std::string, Record>& records() const { return records_; }

private:
  void change(const std::string& id) {
    if (ties_ == kCrmPage - 1 || below(random_, 3) == 0) {
      ++second_;
      ties_ = 0;
    }
    ++ties_;
    records_[id] = {writeChangeTime({now(), ' '}), ++version_};
  }

  Random& random_;
  std::map<std::string, Record> records_;
  int second_ = 0;
  std::size_t ties_ = 0;
  int version_ = 0;
};

Contact contactOf(const std::string& id, const Record& record) {
  return {.id = id, .name = std::to_string(record.version)};
}

using PageFunction = ContactPage (*)(const RandomCrm& crm,
                                     const ContactSynchronizationRequest& request,
                                     const Call& call,
                                     WalkOptions& options);

// A CRM that can be asked for what lies behind (time, id).
ContactPage byKey(const RandomCrm& crm,
                  const ContactSynchronizationRequest& request,
                  const Call& call,
                  WalkOptions& options) {
  KeyWalk walk(request, call, options);
  std::size_t given = 0;
  for (const auto& [key, record] : crm.sorted()) {
    if (key > walk.after() &&
        (given++ == walk.limit() || !walk.take(contactOf(key.id, record), key))) {
      break;
    }
  }
  return walk.finish();
}

// A CRM with a cursor that stands behind a record, as incremental exports have it.
ContactPage byStableCursor(const RandomCrm& crm,
                           const ContactSynchronizationRequest& request,
                           const Call& call,
                           WalkOptions& options) {
  CursorWalk walk(request, call, options);
  std::size_t given = 0;
  std::string last;
  for (const auto& [key, record] : crm.sorted()) {
    const std::string cursor = key.time + "|" + key.id;
    if (key.time < walk.since() || cursor <= walk.cursor()) {
      continue;
    }
    if (given++ == kCrmPage) {
      return walk.finish(last);
    }
    last = cursor;
    walk.take(contactOf(key.id, record), key.time);
  }
  return walk.finish("");
}

// A CRM that only knows "changed at or after", gives so many, and orders ties as it likes.
ContactPage byTime(const RandomCrm& crm,
                   const ContactSynchronizationRequest& request,
                   const Call& call,
                   WalkOptions& options) {
  CursorWalk walk(request, call, options);
  auto all = crm.sorted();
  std::stable_sort(all.begin(), all.end(), [](const auto& left, const auto& right) {
    const auto mixed = [](const std::string& id) {
      return std::string(id.rbegin(), id.rend());
    };
    return left.first.time != right.first.time ? left.first.time < right.first.time
                                               : mixed(left.first.id) < mixed(right.first.id);
  });
  std::size_t given = 0;
  bool more = false;
  for (const auto& [key, record] : all) {
    if (key.time < walk.since()) {
      continue;
    }
    if (given++ == kCrmPage) {
      more = true;
      break;
    }
    walk.take(contactOf(key.id, record), key.time);
  }
  return walk.finishByTime(more);
}

// A CRM whose list is in the order of ids, with the last id as cursor.
ContactPage unsorted(const RandomCrm& crm,
                     const ContactSynchronizationRequest& request,
                     const Call& call,
                     WalkOptions& options) {
  options.ascending = false;
  CursorWalk walk(request, call, options);
  std::size_t given = 0;
  std::string last;
  for (const auto& [id, record] : crm.records()) {
    if (record.time < walk.since() || id <= walk.cursor()) {
      continue;
    }
    if (given++ == kCrmPage) {
      return walk.finish(last);
    }
    last = id;
    walk.take(contactOf(id, record), record.time);
  }
  return walk.finish("");
}

// Talkdesk: its copy of the contacts and the checkpoint it holds. Which page's checkpoint it stores
// is documented nowhere, so both readings must do. (contract.md §3.2)
class Talkdesk {
public:
  Talkdesk(PageFunction page, Random& random, bool stores_each_page)
      : page_(page),
        random_(random),
        stores_each_page_(stores_each_page) {
    options_.page_size = static_cast<std::size_t>(1 + below(random, 9));
    options_.overlap = {};  // nothing in this CRM becomes visible late
  }

  // One run, all its pages. `fails` lets it break off at any page, `lives` lets the CRM change.
  void run(RandomCrm& crm, bool fails, bool lives) {
    const std::optional<std::string> start = checkpoint_;
    std::optional<std::string> offset;
    std::set<std::string> offsets;
    do {
      if (fails && below(random_, 6) == 0) {
        return;
      }
      options_.now = crm.now();
      const ContactPage page = page_(
          crm, {JsonView(), start, offset, JsonView()}, Call(&host_.functions, &raw_), options_);
      take(page);
      if (stores_each_page_ || !page.next_offset) {
        checkpoint_ = page.checkpoint;
      }
      offset = page.next_offset;
      ASSERT_TRUE(!offset || lives || offsets.insert(*offset).second) << "an offset came again";
      ASSERT_LT(++pages_, 5000) << "the run does not end";
      if (lives && pages_ % 4 != 0) {
        crm.live();
      }
    } while (offset);
  }

  [[nodiscard]] const std::map<std::string, int>& copy() const { return copy_; }

  [[nodiscard]] const std::string& log() const { return host_.log; }

private:
  void take(const ContactPage& page) {
    ASSERT_FALSE(page.checkpoint.empty());
    ASSERT_LE(page.contacts.size(), options_.page_size);
    for (const Contact& contact : page.contacts) {
      int& version = copy_[contact.id];
      version = std::max(version, std::stoi(contact.name));
    }
  }

  PageFunction page_;
  Random& random_;
  bool stores_each_page_;
  WalkOptions options_;
  FakeHost host_;
  bailey_request raw_{};
  std::map<std::string, int> copy_;
  std::optional<std::string> checkpoint_;
  int pages_ = 0;
};

struct Upstream {
  const char* name;
  PageFunction page;
};

class WalkProperties : public testing::TestWithParam<Upstream> {};

TEST_P(WalkProperties, NothingIsLostAndEveryRunEnds) {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    RandomCrm crm(random);
    Talkdesk talkdesk(GetParam().page, random, seed % 2 == 0);
    for (int run = below(random, 8); run > 0; --run) {
      talkdesk.run(crm, true, true);
      crm.live();
    }
    talkdesk.run(crm, false, false);
    for (const auto& [id, record] : crm.records()) {
      const auto copied = talkdesk.copy().find(id);
      ASSERT_TRUE(copied != talkdesk.copy().end()) << id << " is missing";
      ASSERT_EQ(copied->second, record.version) << id << " is out of date";
    }
    EXPECT_EQ(talkdesk.log(), "");
    if (HasFatalFailure()) {
      return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Upstreams,
                         WalkProperties,
                         testing::Values(Upstream{"ByKey", &byKey},
                                         Upstream{"ByStableCursor", &byStableCursor},
                                         Upstream{"ByTime", &byTime},
                                         Upstream{"Unsorted", &unsorted}),
                         [](const auto& upstream) { return std::string(upstream.param.name); });

}  // namespace
}  // namespace bailey::plugin_api
