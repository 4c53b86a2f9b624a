#include "control/plugin_trials.h"

#include <gtest/gtest.h>

namespace bailey::control {
namespace {

Candidate candidate(const std::string& name, const std::string& fingerprint = "f") {
  Candidate made;
  made.file = name + ".json";
  made.fingerprint = fingerprint;
  made.staged.source = "p.so";
  made.staged.copy = "private/p.so";
  made.staged.sha256 = "digest";
  made.with.integration = name;
  return made;
}

std::vector<Candidate> candidates(const std::vector<std::string>& names) {
  std::vector<Candidate> made;
  for (const std::string& name : names) {
    made.push_back(candidate(name));
  }
  return made;
}

// A plugin that dies with integrations called "dies" and complains about those called "wrong".
class PluginTrialsTest : public testing::Test {
protected:
  TrialOutcome run(const plugin_host::TrialRun& run, std::size_t first) {
    ++children_;
    TrialOutcome outcome;
    for (std::size_t i = first; i < run.cases.size(); ++i) {
      const std::string& name = run.cases[i].integration;
      outcome.began_a_case = true;
      if (name.starts_with("dies")) {
        outcome.death = "crashes in create()";
        return outcome;
      }
      outcome.cases.push_back(name == "wrong" ? SettingsComplaints{{"/settings/a", "is wrong"}}
                                              : SettingsComplaints{});
    }
    if (dies_in_unload_) {
      outcome.death = "crashes in unload()";
    }
    return outcome;
  }

  // "name: the complaint".
  std::vector<std::string> refused(const std::vector<std::string>& names) {
    std::vector<std::string> lines;
    for (const auto& [name, complaints] : trials_.tryAll(candidates(names))) {
      lines.push_back(name + ": " + config::toLine(complaints.at(0)));
    }
    return lines;
  }

  int children_ = 0;
  bool dies_in_unload_ = false;
  PluginTrials trials_{[this](const plugin_host::TrialRun& what, std::size_t first) {
    return run(what, first);
  }};
};

using Lines = std::vector<std::string>;

const std::string kDeath = ".json: /plugin: p.so crashes in create()";

TEST_F(PluginTrialsTest, TriesAllIntegrationsOfAPluginInOneProcess) {
  EXPECT_EQ(refused({"a", "wrong", "c"}), Lines{"wrong: wrong.json: /settings/a: is wrong"});
  EXPECT_EQ(children_, 1);
}

TEST_F(PluginTrialsTest, HasNothingToTry) {
  EXPECT_EQ(refused({}), Lines{});
  EXPECT_EQ(children_, 0);
}

TEST_F(PluginTrialsTest, GoesOnAfterADeath) {
  EXPECT_EQ(refused({"a", "dies", "wrong", "z"}),
            (Lines{"dies: dies" + kDeath, "wrong: wrong.json: /settings/a: is wrong"}));
  EXPECT_EQ(children_, 2);
}

TEST_F(PluginTrialsTest, DoesNotTryTheDeadAgain) {
  EXPECT_EQ(refused({"dies"}), Lines{"dies: dies" + kDeath});
  EXPECT_EQ(refused({"dies"}), Lines{"dies: dies" + kDeath});
  EXPECT_EQ(children_, 1);
  std::vector<Candidate> changed;
  changed.push_back(candidate("dies", "another"));
  EXPECT_EQ(trials_.tryAll(std::move(changed)).size(), 1U);
  EXPECT_EQ(children_, 2);
}

TEST_F(PluginTrialsTest, GivesAPluginUpThatDiesAgainAndAgain) {
  EXPECT_EQ(refused({"a", "dies1", "dies2", "dies3", "z"}),
            (Lines{"dies1: dies1" + kDeath,
                   "dies2: dies2" + kDeath,
                   "dies3: dies3" + kDeath,
                   "z: z.json: /plugin: p.so is not tried with it: it died with others before"}));
  EXPECT_EQ(children_, 3);
  EXPECT_EQ(refused({"z"}), Lines{}) << "it has done nothing wrong";
}

TEST_F(PluginTrialsTest, RefusesAllWhenThePluginDiesAtItsEnd) {
  dies_in_unload_ = true;
  EXPECT_EQ(refused({"a", "b"}).size(), 2U);
}

TEST_F(PluginTrialsTest, RefusesAllWhenThePluginCannotBeLoaded) {
  PluginTrials trials([](const plugin_host::TrialRun&, std::size_t) {
    return TrialOutcome{{{"/plugin", "p.so cannot be mapped"}}, {}, {}, false};
  });
  const Refusals refusals = trials.tryAll(candidates({"a", "b"}));
  ASSERT_EQ(refusals.size(), 2U);
  EXPECT_EQ(config::toLine(refusals.at("b").at(0)), "b.json: /plugin: p.so cannot be mapped");
}

}  // namespace
}  // namespace bailey::control
