// Contact synchronization: paging to the end, incremental runs, and a list that shifts meanwhile.
#include "user_directory.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace bailey::request_tracker_test {
namespace {

struct Delivered {
  std::vector<std::string> ids;
  std::vector<std::string> times;
  std::vector<std::string> checkpoints;
  int pages = 0;
};

class RequestTrackerContacts : public RequestTrackerTest {
protected:
  void serve(UserDirectory& directory) {
    use([&directory](const CrmRequest& request) { return directory(request); });
  }

  // As Talkdesk does: page after page, each with the offset and context of the one before.
  Delivered run(const json& checkpoint = nullptr) {
    Delivered seen;
    json meta = {{"synchronization_checkpoint", checkpoint}};
    while (seen.pages < 1'000) {
      const AdapterReply reply = ask(BAILEY_CONTACT_SYNCHRONIZATION, {{"meta", meta}});
      EXPECT_EQ(reply.status, BAILEY_OK) << reply.message;
      if (reply.status != BAILEY_OK) {
        break;
      }
      ++seen.pages;
      for (const json& contact : reply.json["contacts"]) {
        seen.ids.push_back(contact["id"]);
        seen.times.push_back(contact["updated_at"]);
      }
      seen.checkpoints.push_back(reply.json["synchronization_checkpoint"]);
      if (!reply.json.contains("next_offset")) {
        break;
      }
      meta["offset"] = reply.json["next_offset"];
      meta["context"] = reply.json.value("context", json());
    }
    EXPECT_TRUE(std::is_sorted(seen.times.begin(), seen.times.end()));
    return seen;
  }

  static std::set<std::string> idsFrom(int first, int last) {
    std::set<std::string> ids;
    for (int id = first; id <= last; ++id) {
      ids.insert(std::to_string(id));
    }
    return ids;
  }

  static std::set<std::string> setOf(const Delivered& run) {
    return {run.ids.begin(), run.ids.end()};
  }
};

TEST_F(RequestTrackerContacts, TheRequestForUsersIsThisOne) {
  UserDirectory directory(1);
  directory.staff = {14};
  serve(directory);
  make();
  (void)run();
  ASSERT_EQ(host().requests.size(), 3U);
  EXPECT_EQ(host().requests[1].url,
            "https://rt.example.com/REST/2.0/group/4/members"
            "?groups=0&orderby=id&order=ASC&per_page=100&page=1");
  EXPECT_EQ(
      host().requests[2].url,
      "https://rt.example.com/REST/2.0/users?query="
      "%5B%7B%22field%22%3A%22Name%22%2C%22operator%22%3A%22%21%3D%22%2C%22value%22%3A%22Nobody%22"
      "%7D%2C%7B%22field%22%3A%22Name%22%2C%22operator%22%3A%22%21%3D%22%2C%22value%22%3A%22RT_"
      "System%22%2C%22entry_aggregator%22%3A%22AND%22%7D%5D"
      "&fields=id%2CName%2CRealName%2CNickName%2CEmailAddress%2COrganization%2CMobilePhone%2C"
      "WorkPhone%2CHomePhone%2CPagerPhone%2CAddress1%2CAddress2%2CCity%2CState%2CZip%2CCountry%2C"
      "LastUpdated&orderby=LastUpdated&orderby=id&order=ASC&order=ASC&per_page=100&page=1");
  EXPECT_EQ(host().requests[2].field("Authorization"), "Basic cm9vdDpydDpwYXNz");
  EXPECT_EQ(host().requests[2].body, "");
}

TEST_F(RequestTrackerContacts, RecordedUsersComeWithoutStaff) {
  onRecorded("GET /groups", "groups");
  onRecorded("GET /group/4/members", "members");
  onRecorded("GET /users", "users");
  make({{"contacts", {{"custom_fields", {{"title", "Job title"}}}}}});
  const Delivered full = run();
  EXPECT_EQ(full.ids, (std::vector<std::string>{"31", "33", "35", "37", "43", "57", "29", "75"}));
  EXPECT_EQ(full.checkpoints.back(), "v1|2026-11-22T00:39:28Z|75");
}

TEST_F(RequestTrackerContacts, AFullRunBringsEverybodyOnceAndEnds) {
  UserDirectory directory(731);
  directory.staff = {150, 299, 300};
  serve(directory);
  make();
  const Delivered full = run();
  std::set<std::string> expected = idsFrom(100, 830);
  expected.erase("150");
  expected.erase("299");
  expected.erase("300");
  EXPECT_EQ(setOf(full), expected);
  EXPECT_EQ(full.ids.size(), expected.size());
  EXPECT_EQ(full.pages, 8);
  EXPECT_LT(host().requests.size(), 45U);
}

TEST_F(RequestTrackerContacts, ThousandsMayShareOneSecond) {
  UserDirectory directory(1'050, 1'050);
  serve(directory);
  make({{"contacts", {{"page_size", 97}}}});
  const Delivered full = run();
  EXPECT_EQ(full.ids.size(), 1'050U);
  EXPECT_EQ(setOf(full), idsFrom(100, 1'149));
}

TEST_F(RequestTrackerContacts, ALaterRunBringsWhatChangedAndLittleMore) {
  UserDirectory directory(1'500);
  serve(directory);
  make({{"contacts", {{"page_size", 1'000}}}});
  const std::string checkpoint = run().checkpoints.back();
  directory.touch(107);
  directory.touch(1'400);
  host().requests.clear();
  const Delivered changes = run(checkpoint);
  EXPECT_TRUE(setOf(changes).contains("107"));
  EXPECT_TRUE(setOf(changes).contains("1400"));
  EXPECT_LE(changes.ids.size(), 9U) << "the overlap of 5 s, at one user a second";
  EXPECT_LE(host().requests.size(), 6U);
}

TEST_F(RequestTrackerContacts, ACheckpointAnywhereInTheListIsFound) {
  UserDirectory directory(1'333);
  serve(directory);
  make({{"contacts", {{"page_size", 1'000}, {"overlap_s", 0}}}});
  for (const int id : {100, 101, 199, 200, 201, 777, 1'298, 1'299, 1'432}) {
    const int second = id - 100;
    std::array<char, 48> checkpoint{};
    (void)std::snprintf(checkpoint.data(),
                        checkpoint.size(),
                        "v1|2024-03-05T%02d:%02d:%02dZ|%d",
                        second / 3600,
                        second / 60 % 60,
                        second % 60,
                        id);
    const Delivered changes = run(checkpoint.data());
    EXPECT_EQ(changes.ids.front(), std::to_string(std::max(id - 1, 100))) << id;
    EXPECT_EQ(changes.ids.back(), "1432");
    EXPECT_EQ(changes.ids.size(), static_cast<std::size_t>(1'432 - std::max(id - 1, 100) + 1));
  }
}

TEST_F(RequestTrackerContacts, WhatNobodyChangedIsAnEmptyPageWithTheSameCheckpoint) {
  UserDirectory directory(0);
  serve(directory);
  make();
  const Delivered nothing = run("v1|2024-03-05T08:20:11Z|17");
  EXPECT_EQ(nothing.ids.size(), 0U);
  EXPECT_EQ(nothing.checkpoints.back(), "v1|2024-03-05T08:20:11Z|17");
  EXPECT_EQ(nothing.pages, 1);
}

TEST_F(RequestTrackerContacts, NobodyIsLostWhoMovesUpWhileOthersChange) {
  // Each change lets everybody behind move up by one, over the borders of pages.
  for (int moment = 2; moment < 14; ++moment) {
    UserDirectory directory(450);
    serve(directory);
    if (moment == 2) {
      make({{"contacts", {{"page_size", 120}}}});
    }
    directory.before = [&](int request) {
      if (request == moment) {
        for (int id = 100; id < 107; ++id) {
          directory.touch(id);
        }
        directory.disable(110);
      }
    };
    std::set<std::string> seen = setOf(run());
    seen.insert("110");
    EXPECT_EQ(seen, idsFrom(100, 549)) << "changed at request " << moment;
  }
}

TEST_F(RequestTrackerContacts, AHintThatIsNoneDoesNoHarm) {
  UserDirectory directory(450);
  serve(directory);
  make({{"contacts", {{"page_size", 150}}}});
  const AdapterReply first = ask(BAILEY_CONTACT_SYNCHRONIZATION);
  for (const json& context : {json(),
                              json(7),
                              json{{"page", -3}},
                              json{{"page", 1}},
                              json{{"page", 999'999'999}},
                              json{{"page", "4"}}}) {
    const AdapterReply second =
        ask(BAILEY_CONTACT_SYNCHRONIZATION,
            {{"meta", {{"offset", first.json["next_offset"]}, {"context", context}}}});
    ASSERT_EQ(second.status, BAILEY_OK) << second.message;
    EXPECT_EQ(second.json["contacts"].front()["id"], "250") << context;
    EXPECT_EQ(second.json["contacts"].size(), 150U);
  }
}

TEST_F(RequestTrackerContacts, AForeignCheckpointOrOffsetMeansEverythingAgain) {
  UserDirectory directory(50);
  serve(directory);
  make();
  for (const char* checkpoint : {"garbage", "v1|2024-03-05T08:20:11Z|1' OR '1", "v1||"}) {
    EXPECT_EQ(run(checkpoint).ids.size(), 50U) << checkpoint;
  }
  EXPECT_EQ(host().log.size(), 3U);
}

TEST_F(RequestTrackerContacts, AListThatChangesWithEveryLookIsGivenUp) {
  make();
  int looks = 0;
  use([&](const CrmRequest& request) -> CrmAnswer {
    if (pathOf(request) == "/groups") {
      return {.status = 200, .body = recorded("groups")};
    }
    if (pathOf(request) == "/group/4/members") {
      return {.status = 200, .body = R"({"items":[]})"};
    }
    ++looks;  // always later than asked for, and never joined
    return {
        .status = 200,
        .body =
            R"({"items":[{"id":5,"LastUpdated":"2025-01-01T00:00:00Z"}],"pages":9,"total":900})"};
  });
  const AdapterReply reply = ask(BAILEY_CONTACT_SYNCHRONIZATION,
                                 {{"meta",
                                   {{"offset", "k1|2026-01-01 00:00:00|v1|2024-01-01T00:00:00Z|3"},
                                    {"context", {{"page", 5}}}}}});
  EXPECT_LT(looks, 200);
  EXPECT_TRUE(reply.status == BAILEY_OK || reply.status == BAILEY_UNAVAILABLE);
}

TEST_F(RequestTrackerContacts, AMalformedUserCostsNobodyElse) {
  onRecorded("GET /groups", "groups");
  onRecorded("GET /group/4/members", "members");
  on("GET /users", {.status = 200, .body = R"({"pages":1,"total":6,"items":[
        {"id":50,"Name":"a","LastUpdated":"2024-03-05T08:20:11Z"},
        {"Name":"no id","LastUpdated":"2024-03-05T08:20:12Z"},
        {"id":"../51","Name":"b","LastUpdated":"2024-03-05T08:20:12Z"},
        17, null,
        {"id":52,"Name":null,"EmailAddress":7,"LastUpdated":"2024-03-05T08:20:13Z"},
        {"id":53,"Name":"later","LastUpdated":"2024-03-05T08:20:14Z"},
        {"id":54,"Name":"more","LastUpdated":"2024-03-05T08:20:15Z"}]})"});
  make();
  const Delivered full = run();
  EXPECT_EQ(full.ids, (std::vector<std::string>{"50", "52", "53", "54"}));
  ASSERT_EQ(host().log.size(), 1U);
  EXPECT_NE(host().log.front().find("4 without a usable id"), std::string::npos)
      << host().log.front();
}

TEST_F(RequestTrackerContacts, StaffComesWhenItIsAskedFor) {
  UserDirectory directory(10);
  directory.staff = {100, 101};
  serve(directory);
  make({{"contacts", {{"include_staff", true}}}});
  EXPECT_EQ(run().ids.size(), 10U);
  EXPECT_EQ(host().requests.size(), 1U);
}

TEST_F(RequestTrackerContacts, AnAccountThatSeesNoTimesIsTold) {
  onRecorded("GET /groups", "groups");
  onRecorded("GET /group/4/members", "members");
  on("GET /users",
     {.status = 200, .body = R"({"pages":1,"items":[{"id":1,"LastUpdated":"1970-01-01T00:00:00Z"},
        {"id":14,"LastUpdated":"1970-01-01T00:00:00Z"},
        {"id":27,"LastUpdated":"2026-11-22T00:09:39Z"}]})"});
  make();
  const AdapterReply reply = ask(BAILEY_CONTACT_SYNCHRONIZATION);
  EXPECT_EQ(reply.status, BAILEY_FORBIDDEN);
  EXPECT_NE(reply.message.find("AdminUsers"), std::string::npos);
}

TEST_F(RequestTrackerContacts, AFailureInAnyRequestIsNeverAnEmptyPage) {
  for (const char* path : {"GET /groups", "GET /group/4/members", "GET /users"}) {
    UserDirectory directory(5);
    if (path == std::string("GET /groups")) {
      make();
    }
    for (const CrmAnswer& bad : {CrmAnswer{.status = 500, .body = ""},
                                 CrmAnswer{.status = 200, .body = "<html>Login</html>"},
                                 CrmAnswer{.status = 200, .body = R"({"message":"?"})"},
                                 CrmAnswer{.status = 302, .body = "Login required"}}) {
      use([&](const CrmRequest& request) {
        return request.method + " " + pathOf(request) == path ? bad : directory(request);
      });
      const AdapterReply reply = ask(BAILEY_CONTACT_SYNCHRONIZATION);
      EXPECT_EQ(reply.status, BAILEY_UNAVAILABLE) << path << " " << bad.status << " " << bad.body;
    }
    use([&](const CrmRequest& request) { return directory(request); });
    (void)ask(BAILEY_CONTACT_SYNCHRONIZATION);
  }
}

}  // namespace
}  // namespace bailey::request_tracker_test
