// deadline.*: a call nobody waits for any more comes back.
#include "conformance/checks.h"
#include "conformance/questions.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <thread>

namespace bailey::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kGraceMax{5'000};
constexpr milliseconds kQuick{1'000};
constexpr std::chrono::hours kFar{1};

// Everything a call uses that may outlive the check, because the plugin may never return from it.
struct Watched {
  Question question;
  std::atomic<bool> cancelled = false;
  steady_clock::time_point deadline;
  std::promise<Asked> asked;
};

// What a plugin is given to come back in, at most half of what the check itself may take.
milliseconds graceOf(const Trial& trial) {
  return std::min(kGraceMax, trial.subject().time_limit / 2);
}

// What is wrong with the way the call came back, or nothing.
std::string judge(const Asked& asked) {
  if (asked.good() && asked.took > kQuick) {
    return "it says BAILEY_OK after the deadline";
  }
  return asked.good() || asked.sound() ? "" : asked.summary();
}

// Asks on a thread of its own, gives the call up by `give_up`, and waits for the end.
template <typename GiveUp>
std::string whyNotBack(Trial& trial, const Question& question, const GiveUp& give_up) {
  auto watched = std::make_shared<Watched>();
  watched->question = question;
  watched->deadline = steady_clock::now() + kFar;
  give_up(*watched);
  auto result = watched->asked.get_future();
  std::thread([watched, &instance = trial.instance(), &profile = trial.profile()] {
    Caller caller(instance, profile);
    watched->asked.set_value(caller.ask(watched->question.operation,
                                        watched->question.request,
                                        watched->question.action,
                                        {watched->deadline, watched->cancelled}));
  }).detach();
  if (result.wait_for(graceOf(trial)) != std::future_status::ready) {
    return "it has not returned after " + std::to_string(graceOf(trial).count()) + " ms";
  }
  return judge(result.get());
}

template <typename GiveUp>
Outcome giveUpEach(Trial& trial, const GiveUp& give_up) {
  const auto questions = goodQuestions(trial);
  for (const Question& question : questions) {
    trial.trying(question.name);
    const std::string why = whyNotBack(trial, question, give_up);
    if (!why.empty()) {
      return failed(std::string(talkdesk::nameOf(question.operation)), trial.printable(why));
    }
  }
  return questions.empty() ? skipped("the manifest names nothing but actions")
                           : passed(std::to_string(questions.size()) + " operations");
}

Outcome passedDeadline(Trial& trial) {
  return giveUpEach(trial,
                    [](Watched& watched) { watched.deadline = steady_clock::now() - kQuick; });
}

// Cancelled by this thread, which is never the call's own.
Outcome cancelled(Trial& trial) {
  return giveUpEach(trial, [](Watched& watched) { watched.cancelled = true; });
}

constexpr Check kChecks[] = {
    {"deadline.passed",
     "A call whose deadline has passed returns soon, and is not called good late",
     "abi.h, bailey_request::deadline_mono_ns",
     "Wait for the CRM no longer than call.remaining(), then throw Timeout",
     "create.accepts",
     &passedDeadline},
    {"deadline.cancelled",
     "A call that is cancelled from another thread returns soon, long before its deadline",
     "abi.h, bailey_host::call_cancelled",
     "Ask call.cancelled() between the steps of long work, then throw Cancelled",
     "create.accepts",
     &cancelled},
};

}  // namespace

std::span<const Check> deadlineChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
