// That a failed check says what to look for in the very case, and that no rule of the contract is
// without a hint.
#include "conformance/hints.h"

#include "conformance/caller.h"
#include "conformance/kit_run.h"
#include "talkdesk/answer_writer.h"
#include "talkdesk/request_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bailey::conformance {
namespace {

using talkdesk::Failure;
using talkdesk::Operation;

// What the kit says to look for when `check` meets `fault` of faulty_crm.
std::string hintOn(const std::string& check, const std::string& fault) {
  const fakes::TempFolder folder;
  KitRun run = faultyCrm(fault);
  run.checks = "^" + check + "$";
  const Report report = run.run(folder.path());
  return report.results.size() == 1 ? report.results.front().hint() : "";
}

TEST(Hints, FitWhatWasSeen) {
  const std::vector<std::vector<std::string>> table = {
      {"answers.contacts_run", "back_to_the_start", "Count next_offset on"},
      {"answers.contacts_run", "empty_pages_for_ever", "no contact that was not delivered before"},
      {"answers.contacts_run", "no_checkpoint_before_the_last_page", "not on the last alone"},
      {"answers.contacts_checkpoint", "no_checkpoint_on_empty_pages", "The page is empty"},
      {"answers.auth_good", "refuses_good_credentials", "Are the credentials of --auth good"},
      {"answers.interactions_known",
       "stumbles_over_phones",
       "Something else than Error was thrown"},
      {"answers.interactions_known", "interactions_of_another_type", "that interaction_types of"},
      {"answers.interactions_known", "statuses_of_its_own", "translate the CRM's words"},
      {"answers.interactions_same", "nothing_by_phone", "comparePhones()"},
      {"answers.interactions_same", "everybodys_by_email", "keepMatching()"},
      {"answers.interactions_same", "another_status_by_email", "in one place"},
      {"create.complains", "points_nowhere", "begins with a slash"},
      {"create.complains", "points_from_outside", "without /settings"},
      {"create.complains", "complains_without_words", "Somebody has to find the mistake"},
      {"create.refuses", "blames_itself_for_mistakes", "left the constructor"},
  };
  for (const auto& row : table) {
    const std::string hint = hintOn(row[0], row[1]);
    EXPECT_NE(hint.find(row[2]), std::string::npos) << row[0] << " on " << row[1] << ": " << hint;
  }
}

TEST(Hints, ExistForEveryRuleAnAnswerCanBreak) {
  talkdesk::Profile profile;
  profile.interaction_types = {"ticket"};
  const std::string contact = R"({"contacts":[{"id":"1"}],"synchronization_checkpoint":"x",)";
  const std::vector<std::pair<Operation, std::string>> table = {
      {Operation::AuthValidation, ""},
      {Operation::AuthValidation, "{"},
      {Operation::AuthValidation, "[]"},
      {Operation::AuthValidation, "{\"a\":\"\xE4\"}"},
      {Operation::AuthValidation, R"({"a":1e999})"},
      {Operation::AuthValidation, std::string(200, '[') + std::string(200, ']')},
      {Operation::ContactSynchronization, "[]"},
      {Operation::ContactSynchronization, "{}"},
      {Operation::ContactSynchronization, R"({"contacts":[{"id":"1"}]})"},
      {Operation::ContactSynchronization, R"({"contacts":[],"synchronization_checkpoint":[]})"},
      {Operation::ContactSynchronization, contact + R"("next_offset":[]})"},
      {Operation::ContactSynchronization,
       R"({"contacts":[{"id":1,"updated_at":"b"},{"id":2,"updated_at":"a"}]})"},
      {Operation::InteractionRetrieval, "{}"},
      {Operation::AgentSynchronization, "[]"},
      {Operation::AgentSynchronization, "{}"},
      {Operation::AgentSynchronization, R"({"agents":[],"next_offset":"x"})"},
      {Operation::AgentSynchronization, R"({"agents":[],"next_offset":-1})"},
      {Operation::Action, "[]"},
  };
  talkdesk::AnswerWriter writer;
  for (const auto& [operation, answer] : table) {
    const auto written = writer.write(answer, operation, profile, {}, 1'000'000);
    ASSERT_FALSE(written.ok()) << answer;
    EXPECT_NE(hintForAnswer(written.error().rule), "") << written.error().rule;
  }
}

TEST(Hints, ExistForEveryWarningAboutInteractions) {
  talkdesk::Profile profile;
  profile.interaction_types = {"ticket"};
  talkdesk::AnswerWriter writer;
  for (const char* interaction : {R"({"id":"1","subject":"x","date":1,"type":"issue"})",
                                  R"({"id":"1","subject":"x","date":1})",
                                  R"({"id":[],"subject":"x","date":1,"type":"ticket"})",
                                  R"({"id":"1","subject":"x","date":"soon","type":"ticket"})",
                                  R"({"id":"1","date":1,"type":"ticket","status":"lost"})",
                                  R"({"id":"1","subject":[],"date":1,"type":"ticket"})"}) {
    const auto written = writer.write("[" + std::string(interaction) + "]",
                                      Operation::InteractionRetrieval,
                                      profile,
                                      {},
                                      1'000'000);
    ASSERT_TRUE(written.ok()) << interaction;
    ASSERT_FALSE(written.value().warnings.empty()) << interaction;
    EXPECT_NE(hintForAnswer(written.value().warnings.front()), "")
        << written.value().warnings.front();
  }
}

TEST(Hints, LeaveToTheCheckWhatItKnowsBetter) {
  Asked refused;
  refused.failure = Failure::Rejected;
  EXPECT_EQ(hintFor(refused), "");
  EXPECT_EQ(hintFor(Asked()), "");
  EXPECT_EQ(hintForAnswer("something new"), "");
}

}  // namespace
}  // namespace bailey::conformance
