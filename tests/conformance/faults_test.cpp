// Each check of the kit against a plugin with just the fault it looks for: a check that cannot fail
// says nothing when it passes.
#include "conformance/checks.h"
#include "conformance/kit_run.h"
#include "core/sanitizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <vector>

namespace bailey::conformance {
namespace {

namespace fs = std::filesystem;

struct FaultCase {
  std::string check;
  std::string plugin;  // of tests/bad_plugins, or empty: faulty_crm with the setting
  std::string fault;
  std::string seen;  // a part of what the report says
};

std::ostream& operator<<(std::ostream& out, const FaultCase& fault) {
  return out << fault.check << " on " << fault.plugin << fault.fault;
}

const std::vector<FaultCase>& cases() {
  static const std::vector<FaultCase> kCases = {
      {"load.elf", "not_elf", "", "is not an ELF file"},
      {"load.elf", "no_entry", "", "exports no bailey_plugin_entry_v1"},
      {"load.manifest", "manifest_not_json", "", "a manifest that is not JSON"},
      {"load.name", "manifest_wrong_name", "", "calls itself \"some_other_name\""},
      {"load.trusted", "answers_nothing", "others may write it", "may be written by others"},
      {"load.exports", "leaks_gnu_unique", "", "exports beside the entry"},
      {"load.unique", "leaks_gnu_unique", "", "symbol"},
      {"load.mapping", "unresolved_symbol", "", "undefined symbol"},
      {"load.entry", "wrong_magic", "", "does not begin with BAILEYP1"},
      {"load.entry", "null_handle", "", "lacks one of create, destroy and handle"},
      {"load.version", "abi_major_from_the_future", "", "speaks ABI 2.0"},
      {"load.agreement", "manifest_differs_from_section", "", "another in its section"},
      {"load.starting", "load_fails", "", "its load() returned -13"},
      {"load.offered", "", "names_what_it_does_not_do", "answered not_supported"},
      {"load.not_offered", "", "faulty_unnamed", "a good answer"},
      {"create.accepts", "", "refuses_good_settings", "is not to my taste"},
      {"create.twice", "", "only_one_instance", "Another instance is running"},
      {"create.refuses", "", "crashes_on_mistakes", "SIGABRT"},
      {"create.refuses", "", "blames_itself_for_mistakes", "BAILEY_INTERNAL"},
      {"create.unknown_settings",
       "",
       "ignores_unknown_settings",
       "with /bailey_conformance_unknown"},
      {"create.unknown_settings",
       "",
       "ignores_unknown_limits",
       "/limits/bailey_conformance_unknown"},
      {"create.complains", "", "points_nowhere", "is no JSON pointer: token"},
      {"create.complains", "", "points_from_outside", "leads nowhere"},
      {"create.complains", "", "complains_without_words", "without a complaint"},
      {"create.keeps_secrets", "", "repeats_a_wrong_token", "repeats the value"},
      {"answers.auth_good", "", "refuses_good_credentials", "answered unauthorized"},
      {"answers.auth_wrong", "", "accepts_any_credentials", "a good answer"},
      {"answers.auth_wrong", "", "calls_wrong_credentials_an_outage", "answered unavailable"},
      {"answers.auth_empty", "", "accepts_no_credentials", "a good answer"},
      {"answers.contacts_run", "", "back_to_the_start", "that of an earlier page"},
      {"answers.contacts_run", "", "no_checkpoint_before_the_last_page", "is missing"},
      {"answers.contacts_run", "", "empty_pages_for_ever", "that of an earlier page"},
      {"answers.contacts_checkpoint", "", "no_checkpoint_on_empty_pages", "no synchronization"},
      {"answers.contacts_ascending", "", "older_on_later_pages", "contact c3"},
      {"answers.contacts_unique", "", "repeats_a_contact", "contact c2 comes again"},
      {"answers.contacts_restart", "", "checkpoint_is_now", "4 of the 4 contacts"},
      {"answers.contacts_restart", "", "loses_the_same_instant", "lost: c3"},
      {"answers.contacts_steady", "", "last_checkpoint_is_now", "another checkpoint"},
      {"answers.contacts_bad_checkpoint", "", "refuses_foreign_checkpoints", "none of ours"},
      {"answers.contacts_bad_checkpoint", "", "nothing_since_foreign_checkpoints", "no full run"},
      {"answers.contacts_bad_offset", "", "refuses_foreign_offsets", "none of ours"},
      {"answers.contacts_same_offset", "", "uses_up_offsets", "other contacts"},
      {"answers.contacts_integer_offset", "", "refuses_numbers_as_offsets", "invalid_request"},
      {"answers.contacts_context", "", "refuses_null_contexts", "invalid_request"},
      {"answers.interactions_unknown", "", "unknown_contact_is_an_error", "does not know"},
      {"answers.interactions_known", "", "stumbles_over_phones", "answered internal"},
      {"answers.interactions_known", "", "interactions_of_another_type", "passes less on"},
      {"answers.interactions_known", "", "statuses_of_its_own", "passes less on"},
      {"answers.interactions_unknown", "", "somebodys_for_unknown_phones", "contact_phones alone"},
      {"answers.interactions_same", "", "nothing_by_phone", "by phone: 1 of the 1 interactions"},
      {"answers.interactions_same", "", "another_status_by_email", "by id in status"},
      {"answers.interactions_same", "", "everybodys_by_email", "not found by id: \"t-c0\""},
      {"answers.interactions_types", "", "no_types_are_an_error", "Choose a type"},
      {"answers.agents_run", "", "agents_for_ever", "that of an earlier page"},
      {"answers.agents_bad_offset", "", "refuses_agents_behind_the_end", "not so many agents"},
      {"answers.actions_unknown", "", "runs_any_action", "a good answer"},
      {"answers.actions_mandatory", "", "needs_optional_inputs", "answered internal"},
      {"answers.actions_optional", "", "stumbles_over_every_input", "with every input"},
      {"answers.actions_choices", "", "stumbles_over_the_last_choice", "colour = blue"},
      {"answers.actions_choices", "", "refuses_a_listed_choice", "no such colour"},
      {"answers.actions_forms", "", "stumbles_over_dates", "due = \"2024-03-06\""},
      {"answers.actions_forms", "", "stumbles_over_numbers", "count = 17"},
      {"answers.actions_hostile", "", "stumbles_over_quotes", "answered internal"},
      {"errors.status", "", "invents_a_status", "returned a status that is none"},
      {"errors.message", "", "long_message", "300 bytes"},
      {"errors.message", "", "broken_utf8", "clean the message"},
      {"errors.credentials", "", "quotes_the_token", "the message holds auth.token"},
      {"deadline.passed", "", "ignores_the_deadline", "has not returned"},
      {"deadline.cancelled", "", "ignores_cancellation", "has not returned"},
      {"threads.one_instance", "", "shared_buffer", "answer"},
      {"threads.two_instances", "", "shares_a_login", "a good answer"},
      {"resources.memory", "", "leaks_small_blocks", "KiB more from malloc()"},
      {"resources.memory", "", "leaks_pages", "KiB more in memory"},
      {"resources.threads", "", "leaves_a_thread", "left: "},
      {"resources.descriptors", "", "leaves_a_file", "/dev/null"},
      {"resources.mappings", "", "leaves_a_mapping", "bailey-faulty-"},
      {"resources.unmapped", "leaks_gnu_unique", "", "GNU_UNIQUE symbol "},
      {"secrets.logs", "", "logs_the_token", "it holds auth.token"},
      {"secrets.output", "", "prints_the_token", "it holds auth.token"},
      {"secrets.answers", "", "token_in_links", "the answer holds auth.token"},
      {"secrets.complaints", "", "complains_with_a_secret", "holds secret api_key"},
  };
  return kCases;
}

KitRun badPlugin(const std::string& name) {
  KitRun run;
  run.plugin = fs::path(BAILEY_TEST_PLUGINS "/bad") / (name + ".so");
  run.integration = {{"plugin", name},
                     {"callers", "none: anyone who can reach this port may use this integration"},
                     {"talkdesk", {{"authentication_type", "none"}}}};
  return run;
}

KitRun runFor(const FaultCase& fault, const fs::path& folder) {
  if (fault.plugin.empty()) {
    return fault.fault == "faulty_unnamed" ? faultyCrm("none", fault.fault)
                                           : faultyCrm(fault.fault);
  }
  KitRun run = badPlugin(fault.plugin);
  if (fault.check == "load.trusted") {
    const fs::path copy = folder / run.plugin.filename();
    fs::copy_file(run.plugin, copy);
    ::chmod(copy.c_str(), 0766);
    run.plugin = copy;
  }
  return run;
}

class EachCheck : public testing::TestWithParam<FaultCase> {};

TEST_P(EachCheck, FailsOnItsFault) {
  if (core::kSanitized && GetParam().check == "resources.memory") {
    GTEST_SKIP() << "a sanitizer keeps what was freed, so the check does not run";
  }
  const fakes::TempFolder folder;
  KitRun run = runFor(GetParam(), folder.path());
  run.checks = "^" + GetParam().check + "$";
  run.time_limit = std::chrono::seconds(GetParam().check.starts_with("deadline.") ? 4 : 30);
  const Outcome outcome = outcomeOf(run.run(folder.path()), GetParam().check);
  EXPECT_EQ(outcome.verdict, Verdict::Failed) << outcome.seen;
  EXPECT_NE((outcome.place + ": " + outcome.seen).find(GetParam().seen), std::string::npos)
      << outcome.place << ": " << outcome.seen;
  for (const char* confidential : {kToken, kSecret}) {
    EXPECT_EQ((outcome.place + outcome.seen).find(confidential), std::string::npos);
  }
}

std::string nameOf(const testing::TestParamInfo<FaultCase>& one) {
  std::string name = one.param.check + "_" + one.param.plugin + one.param.fault;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '.' || c == ' '; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Faults, EachCheck, testing::ValuesIn(cases()), &nameOf);

TEST(FaultTable, HasAFaultForEveryCheck) {
  std::set<std::string_view> covered;
  for (const FaultCase& fault : cases()) {
    covered.insert(fault.check);
  }
  for (const Check* check : allChecks()) {
    EXPECT_TRUE(covered.contains(check->id)) << check->id << " was never seen to fail";
  }
}

TEST(Checks, HaveDifferentIdsAndNeedWhatRunsBeforeThem) {
  std::set<std::string_view> before;
  for (const Check* check : allChecks()) {
    EXPECT_TRUE(check->needs.empty() || before.contains(check->needs)) << check->id;
    EXPECT_TRUE(before.insert(check->id).second) << check->id;
  }
}

}  // namespace
}  // namespace bailey::conformance
