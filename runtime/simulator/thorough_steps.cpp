#include "simulator/thorough_steps.h"

#include "simulator/answer_fields.h"
#include "simulator/auth_fields.h"

#include <string>
#include <string_view>
#include <unordered_set>

namespace bailey::simulator {
namespace {

constexpr Rule kNothingLost{
    "3.2", "a run that is restarted from a page's checkpoint brings all that came after that page"};
constexpr Rule kRefused{
    "3.2", "a CRM that refuses the credentials is never answered as a list: not with 200"};

void findLost(const ContactPages& all,
              const std::unordered_set<std::string>& known,
              const ContactRun& again,
              Findings& findings) {
  std::size_t lost = 0;
  std::string first;
  for (const ContactPage& page : all.pages) {
    for (const std::string& id : page.new_ids) {
      if (known.contains(id) || again.digests.contains(id)) {
        continue;
      }
      first = lost++ == 0 ? id : first;
    }
  }
  if (lost != 0) {
    findings.broken(kNothingLost,
                    std::to_string(lost) + (lost == 1 ? " contact is" : " contacts are") +
                        " lost, the first has the id " + first,
                    std::string_view());
  }
}

}  // namespace

Step restartFromEachPage(Session& session,
                         StepRun& step,
                         const BridgeUrl& at,
                         const ContactPages& all) {
  if (!all.run.ended) {
    return step.notRun("there is no whole run to compare with");
  }
  std::unordered_set<std::string> known;
  std::size_t restarts = 0;
  // Not from the last page: nothing came after it.
  for (std::size_t i = 0; i + 1 < all.pages.size(); ++i) {
    const ContactPage& page = all.pages[i];
    known.insert(page.new_ids.begin(), page.new_ids.end());
    if (page.checkpoint.empty()) {
      continue;
    }
    const ContactPages again = runThroughContacts(session, step, {at, page.checkpoint});
    ++restarts;
    step.findings().setPlace("from the checkpoint of page " + std::to_string(i + 1));
    if (again.run.ended) {
      findLost(all, known, again.run, step.findings());
    }
  }
  if (restarts == 0) {
    return step.notApplicable("there is one page only");
  }
  return step.end("nothing is lost from " + std::to_string(restarts) + " checkpoints");
}

Step refuseContactsToAStranger(Session& session, StepRun& step, const BridgeUrl& at) {
  const std::string field = fieldToFalsify(session.credentials.stored);
  if (field.empty()) {
    return step.notApplicable("auth has no text to falsify");
  }
  const auto answer = step.post(
      Effect::Reads,
      at,
      {{"auth", falsified(session.credentials.stored, field)}, {"meta", nlohmann::json::object()}});
  if (answer && answer->status < 400) {
    step.findings().broken(kRefused,
                           "the status is " + std::to_string(answer->status),
                           std::string_view(answer->body));
  } else if (answer) {
    checkErrorBody(*answer, step.findings());
  }
  return step.end("a wrong " + field + " is refused");
}

}  // namespace bailey::simulator
