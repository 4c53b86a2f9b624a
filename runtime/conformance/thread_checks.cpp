// threads.*: many calls at once answer as each does alone.
#include "conformance/checks.h"
#include "conformance/contact_run.h"
#include "conformance/questions.h"
#include "core/guarded.h"
#include "plugin_host/plugin_instance.h"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <iterator>
#include <thread>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using talkdesk::Failure;
using talkdesk::Operation;

constexpr std::size_t kThreads = 8;
constexpr std::size_t kRounds = 25;
constexpr std::size_t kPagesMax = 3;

// What one question got when nothing else was asked.
struct Alone {
  Question question;
  std::string reply;
};

// Without the texts that only the plugin understands: they may well tell the time.
std::string replyOf(const Asked& asked) {
  if (!asked.good()) {
    return asked.summary();
  }
  json answer = json::parse(asked.body, nullptr, false);
  if (answer.is_object()) {
    for (const char* opaque : {"next_offset", "context", "synchronization_checkpoint"}) {
      answer.erase(opaque);
    }
  }
  return answer.is_discarded() ? asked.body : answer.dump();
}

// A CRM may throttle many calls at once, and a busy one may be late; neither mixes anything up.
bool isLoad(const Asked& asked) {
  return asked.failedWith(Failure::RateLimited) || asked.failedWith(Failure::Unavailable) ||
         asked.failedWith(Failure::DeadlineExceeded);
}

// Different ones, so that an answer to another shows.
std::vector<Question> mixedQuestions(Trial& trial) {
  std::vector<Question> questions = goodQuestions(trial);
  for (Question& question : wrongQuestions(trial)) {
    questions.push_back(std::move(question));
  }
  if (trial.serves(Operation::ContactSynchronization)) {
    const ContactRun& full = trial.fullRun();
    for (std::size_t at = 1; at < std::min(full.pages.size(), kPagesMax); ++at) {
      questions.push_back({"page " + std::to_string(at + 1),
                           Operation::ContactSynchronization,
                           requestOf(trial.auth(), full.pages[at].meta),
                           nullptr});
    }
  }
  return questions;
}

// Only questions that get the same reply twice can be compared.
std::vector<Alone> steadyOnes(Trial& trial) {
  std::vector<Alone> steady;
  for (const Question& question : mixedQuestions(trial)) {
    trial.trying(question.name);
    std::string reply = replyOf(ask(trial.caller(), question));
    if (reply == replyOf(ask(trial.caller(), question))) {
      steady.push_back({question, std::move(reply)});
    }
  }
  return steady;
}

// The threads' common result: the first thing that went wrong.
class FirstFault {
public:
  void add(const std::string& place, const std::string& seen) {
    first_.with([&](Outcome& first) {
      if (first.verdict == Verdict::Unset) {
        first = failed(place, seen);
      }
    });
  }

  [[nodiscard]] Outcome orPassed(std::string seen) const {
    return first_.with([&](const Outcome& first) {
      return first.verdict == Verdict::Unset ? passed(std::move(seen)) : first;
    });
  }

private:
  core::Guarded<Outcome> first_;
};

// Runs `body(thread's number)` on all threads from the same moment on.
template <typename Body>
void together(const Body& body) {
  std::barrier start(std::ptrdiff_t{kThreads});
  std::vector<std::thread> threads;
  for (std::size_t number = 0; number < kThreads; ++number) {
    threads.emplace_back([&, number] {
      start.arrive_and_wait();
      body(number);
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}

Outcome oneInstance(Trial& trial) {
  const auto steady = steadyOnes(trial);
  if (steady.size() < 2) {
    return skipped("fewer than two questions get the same answer each time");
  }
  plugin_host::PluginInstance& instance = trial.instance();
  FirstFault fault;
  std::atomic<std::size_t> compared = 0;
  together([&](std::size_t number) {
    Caller caller(instance, trial.profile());
    for (std::size_t round = 0; round < kRounds; ++round) {
      const Alone& alone = steady[(number + round) % steady.size()];
      const Asked asked = ask(caller, alone.question);
      if (isLoad(asked)) {
        continue;
      }
      ++compared;
      if (replyOf(asked) != alone.reply) {
        fault.add(alone.question.name,
                  asked.good() ? "another answer than alone" : trial.printable(asked.summary()));
      }
    }
  });
  return fault.orPassed(std::to_string(compared.load()) + " calls on " + std::to_string(kThreads) +
                        " threads, the same answers as alone");
}

// Half of the threads with good credentials on one instance, half with wrong ones on another.
Outcome twoInstances(Trial& trial) {
  const auto bad = trial.subject().badAuth();
  if (!bad || !trial.serves(Operation::AuthValidation)) {
    return skipped("two customers can only be told apart by auth_validation and credentials");
  }
  const json& good = trial.auth();
  const auto theirs = trial.makeInstance();
  plugin_host::PluginInstance& ours = trial.instance();
  FirstFault fault;
  together([&](std::size_t number) {
    const bool is_ours = number % 2 == 0;
    Caller caller(is_ours ? ours : *theirs, trial.profile());
    const json request = requestOf(is_ours ? good : *bad);
    for (std::size_t round = 0; round < kRounds; ++round) {
      const Asked asked = caller.ask(Operation::AuthValidation, request);
      if (!isLoad(asked) && asked.good() != is_ours) {
        fault.add(is_ours ? "good credentials on one instance" : "wrong credentials on another",
                  trial.printable(asked.summary()));
      }
    }
  });
  return fault.orPassed("two customers, no mix-up");
}

constexpr Check kChecks[] = {
    {"threads.one_instance",
     "Many calls at once on one instance get the answers that each gets alone",
     "abi.h, [request]",
     "Guard what operations change, or change nothing; no static buffers",
     "create.accepts",
     &oneInstance},
    {"threads.two_instances",
     "Calls of two customers at once on two instances are never mixed up",
     "abi.h, bailey_instance",
     "Keep sessions and caches in the instance, by the credentials they belong to",
     "answers.auth_wrong",
     &twoInstances},
};

}  // namespace

std::span<const Check> threadChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
