// The rules of paging one by one; walk_properties_test.cpp holds them against chance.
#include "plugin-api/fake_host.h"

#include "bailey/agent_walk.hpp"
#include "bailey/cursor_walk.hpp"
#include "bailey/key_walk.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace bailey::plugin_api {
namespace {

using Ids = std::vector<std::string>;

class WalkTest : public testing::Test {
protected:
  ContactSynchronizationRequest request(std::optional<std::string> checkpoint,
                                        std::optional<std::string> offset = {}) {
    return {JsonView(), std::move(checkpoint), std::move(offset), JsonView()};
  }

  static Contact contact(const std::string& id) { return {.id = id, .name = "Contact " + id}; }

  static Ids idsOf(const ContactPage& page) {
    Ids ids;
    for (const Contact& contact : page.contacts) {
      ids.push_back(contact.id);
    }
    return ids;
  }

  FakeHost host_;
  bailey_request raw_{};
  Call call_{&host_.functions, &raw_};
  WalkOptions options_;
};

// ---- KeyWalk ----

TEST_F(WalkTest, KeyStartsBeforeEverythingWithoutACheckpoint) {
  EXPECT_EQ(KeyWalk(request({}), call_, options_).after(), SortKey());
  EXPECT_EQ(host_.log, "");
}

TEST_F(WalkTest, KeyStartsALittleBeforeTheCheckpoint) {
  const KeyWalk walk(request("v1|2024-03-05 08:20:11.5|c-17"), call_, options_);
  EXPECT_EQ(walk.after(), (SortKey{"2024-03-05 08:20:05", ""}));
}

TEST_F(WalkTest, KeyReadsTheTimesOfOtherBridgesAsCheckpoints) {
  EXPECT_EQ(KeyWalk(request("2012-11-20 23:01:00 UTC"), call_, options_).after().time,
            "2012-11-20 23:00:54");
  EXPECT_EQ(KeyWalk(request("2012-11-20T23:01:00Z"), call_, options_).after().time,
            "2012-11-20 23:00:54");
  EXPECT_EQ(host_.log, "");
}

TEST_F(WalkTest, KeyTakesAnUnreadableCheckpointForNone) {
  for (const char* text : {"garbage",
                           "v2|2024-03-05 08:20:11|c",
                           "v1|2024-13-05 08:20:11|c",
                           "v1|",
                           "v1|2024",
                           "42"}) {
    host_.log.clear();
    EXPECT_EQ(KeyWalk(request(text), call_, options_).after(), SortKey()) << text;
    EXPECT_NE(host_.log.find("unreadable checkpoint"), std::string::npos) << text;
  }
}

TEST_F(WalkTest, KeyTakesACheckpointFromAFarFutureForNone) {
  EXPECT_EQ(KeyWalk(request("v1|9000-01-01 00:00:00|c"), call_, options_).after(), SortKey());
  EXPECT_NE(host_.log.find("unreadable checkpoint"), std::string::npos);
}

TEST_F(WalkTest, KeyTakesAnUnreadableOffsetForTheFirstPage) {
  const KeyWalk walk(request("v1|2024-03-05 08:20:11|c", "p.2"), call_, options_);
  EXPECT_EQ(walk.after().time, "2024-03-05 08:20:05");
  EXPECT_NE(host_.log.find("unreadable offset"), std::string::npos);
}

TEST_F(WalkTest, KeyGoesOnBehindTheLastContact) {
  options_.page_size = 2;
  KeyWalk walk(request({}), call_, options_);
  EXPECT_EQ(walk.limit(), 3U);
  EXPECT_TRUE(walk.take(contact("a"), {"2024-01-01 00:00:00", "a"}));
  EXPECT_TRUE(walk.take(contact("b"), {"2024-01-01 00:00:00", "b|x"}));
  EXPECT_FALSE(walk.take(contact("c"), {"2024-01-01 00:00:00", "c"}));
  const ContactPage page = walk.finish();
  EXPECT_EQ(idsOf(page), (Ids{"a", "b"}));
  EXPECT_EQ(page.checkpoint, "v1|2024-01-01 00:00:00|b|x");
  ASSERT_TRUE(page.next_offset);
  EXPECT_EQ(KeyWalk(request({}, page.next_offset), call_, options_).after(),
            (SortKey{"2024-01-01 00:00:00", "b|x"}));
}

TEST_F(WalkTest, KeyKeepsTheCheckpointOnAnEmptyPage) {
  EXPECT_EQ(KeyWalk(request({}), call_, options_).finish().checkpoint, "v1|start");
  EXPECT_EQ(KeyWalk(request("v1|start"), call_, options_).after(), SortKey());
  EXPECT_EQ(KeyWalk(request("v1|2024-03-05 08:20:11|c"), call_, options_).finish().checkpoint,
            "v1|2024-03-05 08:20:11|c");
  EXPECT_EQ(host_.log, "");
}

TEST_F(WalkTest, KeyEndsAPageThatHoldsMuchText) {
  options_.page_bytes_max = 100;
  KeyWalk walk(request({}), call_, options_);
  Contact large = contact("a");
  large.address.assign(200, 'x');
  EXPECT_TRUE(walk.take(large, {"2024-01-01 00:00:00", "a"}));
  EXPECT_FALSE(walk.take(contact("b"), {"2024-01-01 00:00:01", "b"}));
  EXPECT_TRUE(walk.finish().next_offset);
}

TEST_F(WalkTest, KeyRefusesAListThatIsOutOfOrder) {
  KeyWalk walk(request({}), call_, options_);
  walk.take(contact("a"), {"2024-01-02 00:00:00", "a"});
  EXPECT_THROW(walk.take(contact("b"), {"2024-01-01 00:00:00", "b"}), Error);
}

TEST_F(WalkTest, KeyNeverStartsFromATimeThatIsNotCredible) {
  KeyWalk walk(request({}), call_, options_);
  walk.take(contact("a"), {"2024-01-01 00:00:00", "a"});
  walk.take(contact("b"), {"9000-01-01 00:00:00", "b"});
  walk.take(contact("c"), {"yesterday", "c"});
  walk.take(contact(""), {"9000-01-01 00:00:00", "d"});
  const ContactPage page = walk.finish();
  EXPECT_EQ(idsOf(page), (Ids{"a", "b", "c"}));
  EXPECT_EQ(page.checkpoint, "v1|2024-01-01 00:00:00|a");
  EXPECT_NE(host_.log.find("1 without a usable id left out, 2 without a credible"),
            std::string::npos);
}

TEST_F(WalkTest, KeyRefusesAFullPageItCannotGoOnFrom) {
  options_.page_size = 1;
  KeyWalk walk(request({}), call_, options_);
  walk.take(contact("a"), {"", "a"});
  EXPECT_FALSE(walk.take(contact("b"), {"", "b"}));
  EXPECT_THROW((void)walk.finish(), Error);
}

TEST_F(WalkTest, KeyStartsTheNextRunNoLaterThanThisOneBegan) {
  options_.page_size = 1;
  options_.now = readChangeTime("2024-01-01 00:00:00")->second;
  KeyWalk first(request({}), call_, options_);
  first.take(contact("a"), {"2024-01-01T00:00:00.7Z", "a"});
  first.take(contact("b"), {"2024-01-01T00:00:05Z", "b"});
  const ContactPage page = first.finish();
  options_.now = readChangeTime("2024-01-01 00:10:00")->second;
  KeyWalk second(request({}, page.next_offset), call_, options_);
  second.take(contact("b"), {"2024-01-01T00:00:05Z", "b"});
  EXPECT_EQ(second.finish().checkpoint, "t1|2024-01-01T00:00:00");
  EXPECT_EQ(KeyWalk(request("t1|2024-01-01T00:00:06"), call_, options_).after().time,
            "2024-01-01T00:00:00");
}

TEST_F(WalkTest, KeyHoldsTheYoungestBack) {
  options_.hold_back = std::chrono::minutes(1);
  const std::string young = writeChangeTime({paging::now(options_) - std::chrono::seconds(5), ' '});
  KeyWalk walk(request({}), call_, options_);
  walk.take(contact("a"), {"2024-01-01 00:00:00", "a"});
  EXPECT_FALSE(walk.take(contact("b"), {young, "b"}));
  const ContactPage page = walk.finish();
  EXPECT_EQ(idsOf(page), Ids{"a"});
  EXPECT_EQ(page.checkpoint, "v1|2024-01-01 00:00:00|a");
  EXPECT_FALSE(page.next_offset);
}

// ---- CursorWalk ----

TEST_F(WalkTest, CursorGoesOnWithTheCrmsCursor) {
  CursorWalk first(request("v1|2024-03-05 08:20:11|c"), call_, options_);
  EXPECT_EQ(first.since(), "2024-03-05 08:20:06");
  EXPECT_EQ(first.cursor(), "");
  first.take(contact("a"), "2024-03-05 08:20:10");
  const ContactPage page = first.finish("a|b\\c");
  EXPECT_EQ(page.checkpoint, "v1|2024-03-05 08:20:11|c");
  const CursorWalk second(request("v1|2024-03-05 08:20:11|c", page.next_offset), call_, options_);
  EXPECT_EQ(second.since(), "2024-03-05 08:20:06");
  EXPECT_EQ(second.cursor(), "a|b\\c");
  EXPECT_EQ(host_.log, "");
}

TEST_F(WalkTest, CursorCutsALargePageAndAsksForItAgain) {
  options_.page_size = 2;
  std::optional<std::string> offset;
  Ids all;
  int pages = 0;
  do {
    CursorWalk walk(request({}, offset), call_, options_);
    EXPECT_EQ(walk.cursor(), "");
    for (const char* id : {"e", "b", "d", "a", "c"}) {
      walk.take(contact(id), "2024-01-01 00:00:00");
    }
    const ContactPage page = walk.finish("");
    const Ids ids = idsOf(page);
    all.insert(all.end(), ids.begin(), ids.end());
    offset = page.next_offset;
    ++pages;
  } while (offset && pages < 10);
  EXPECT_EQ(all, (Ids{"a", "b", "c", "d", "e"}));
  EXPECT_EQ(pages, 3);
}

TEST_F(WalkTest, CursorRefusesACrmThatRepeatsItself) {
  CursorWalk first(request({}), call_, options_);
  const ContactPage page = first.finish("same");
  CursorWalk second(request({}, page.next_offset), call_, options_);
  EXPECT_THROW((void)second.finish("same"), Error);
}

TEST_F(WalkTest, CursorRefusesEndlessEmptyPages) {
  std::optional<std::string> offset;
  const auto nextPage = [&](int number) {
    CursorWalk walk(request({}, offset), call_, options_);
    offset = walk.finish("cursor " + std::to_string(number)).next_offset;
  };
  for (int number = 0; number < 10; ++number) {
    ASSERT_NO_THROW(nextPage(number));
  }
  EXPECT_THROW(nextPage(10), Error);
}

TEST_F(WalkTest, CursorForgetsEmptyPagesWhenAContactComes) {
  std::optional<std::string> offset;
  for (int number = 0; number < 40; ++number) {
    CursorWalk walk(request({}, offset), call_, options_);
    if (number % 10 == 9) {
      walk.take(contact(std::to_string(number)), "2024-01-01 00:00:00");
    }
    ASSERT_NO_THROW(offset = walk.finish("cursor " + std::to_string(number)).next_offset);
  }
}

TEST_F(WalkTest, CursorOfAnUnsortedListMovesTheCheckpointAtTheEndOnly) {
  options_.ascending = false;
  CursorWalk first(request("v1|2024-01-01 00:00:00|x"), call_, options_);
  first.take(contact("b"), "2024-06-01 00:00:00");
  const ContactPage page = first.finish("2");
  EXPECT_EQ(page.checkpoint, "v1|2024-01-01 00:00:00|x");
  CursorWalk second(request("v1|2024-01-01 00:00:00|x", page.next_offset), call_, options_);
  second.take(contact("a"), "2024-02-01 00:00:00");
  EXPECT_EQ(second.finish("").checkpoint, "v1|2024-06-01 00:00:00|b");
}

TEST_F(WalkTest, CursorByTimeLeavesOutWhatItHasDelivered) {
  CursorWalk first(request({}), call_, options_);
  first.take(contact("a"), "2024-01-01 00:00:00");
  first.take(contact("d"), "2024-01-01 00:00:07");
  const ContactPage page = first.finishByTime(true);
  CursorWalk second(request({}, page.next_offset), call_, options_);
  EXPECT_EQ(second.since(), "2024-01-01 00:00:07");
  second.take(contact("b"), "2024-01-01 00:00:07");
  second.take(contact("d"), "2024-01-01 00:00:07");
  const ContactPage last = second.finishByTime(false);
  EXPECT_EQ(idsOf(last), Ids{"b"});
  EXPECT_FALSE(last.next_offset);
}

TEST_F(WalkTest, CursorByTimeRefusesMoreTiesThanTheCrmGives) {
  CursorWalk first(request({}), call_, options_);
  first.take(contact("a"), "2024-01-01 00:00:00");
  const ContactPage page = first.finishByTime(true);
  CursorWalk second(request({}, page.next_offset), call_, options_);
  second.take(contact("a"), "2024-01-01 00:00:00");
  EXPECT_THROW((void)second.finishByTime(true), Error);
}

TEST_F(WalkTest, CursorTakesAnUnreadableOffsetForTheFirstPage) {
  for (const char* text :
       {"2", "c1|", "c1|a|b|c|d|e|f|g|h", "c1||x|||0|||now", "v1|2024-01-01 00:00:00|a"}) {
    host_.log.clear();
    const CursorWalk walk(request({}, text), call_, options_);
    EXPECT_EQ(walk.cursor(), "") << text;
    EXPECT_NE(host_.log.find("unreadable offset"), std::string::npos) << text;
  }
}

// ---- AgentWalk ----

TEST_F(WalkTest, AgentOffsetsCountAgents) {
  std::optional<std::int64_t> offset = 0;
  Ids all;
  int pages = 0;
  while (offset && pages < 10) {
    AgentWalk walk({JsonView(), *offset}, 2);
    for (const char* id : {"a", "b", "c", "d", "e"}) {
      if (!walk.take({id, id, id})) {
        break;
      }
    }
    const AgentPage page = walk.finish();
    for (const Agent& agent : page.agents) {
      all.push_back(agent.id);
    }
    offset = page.next_offset;
    ++pages;
  }
  EXPECT_EQ(all, (Ids{"a", "b", "c", "d", "e"}));
  EXPECT_EQ(pages, 3);
}

TEST_F(WalkTest, AgentsThatTheCrmSkipsNeedNotBeHandedOver) {
  AgentWalk walk({JsonView(), 3}, 2);
  EXPECT_EQ(walk.toSkip(), 3);
  walk.skip(2);
  walk.take({"c", "c", "c"});
  walk.take({"d", "d", "d"});
  const AgentPage page = walk.finish();
  ASSERT_EQ(page.agents.size(), 1U);
  EXPECT_EQ(page.agents[0].id, "d");
  EXPECT_FALSE(page.next_offset);
}

}  // namespace
}  // namespace bailey::plugin_api
