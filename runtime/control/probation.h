// Whether a new version answers as well as the one before it: judged by the requests of its first
// time, and returned from when it does not.
#pragma once

#include "generation/generation.h"
#include "generation/outcomes.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace bailey::control {

struct ProbationRules {
  std::chrono::milliseconds time{60'000};  // over after this long
  std::uint64_t requests = 50;             // or after this many
};

enum class Verdict : std::uint8_t { Unset = 0, Wait, Good, Bad };

// How sample questions were answered. Any thread.
struct SampleAnswers {
  std::atomic<int> good{0};
  std::atomic<int> failed{0};
};

struct Judgement {
  Verdict verdict = Verdict::Unset;
  std::string why;  // with Bad: a clause for people, without any word of a request
};

// Pure: `before` is what the earlier version did in its life, `since` the new one until now.
Judgement judge(const generation::OutcomeCounts& before,
                const generation::OutcomeCounts& since,
                std::chrono::milliseconds elapsed,
                const ProbationRules& rules);

// Likewise, for versions that nobody asks: what the two came to when they were asked the same.
Judgement judgeSamples(const SampleAnswers& before, const SampleAnswers& since);

// [control thread]
class Probation {
public:
  using Clock = std::chrono::steady_clock;
  using Version = std::shared_ptr<const generation::Integration>;

  struct Case {
    std::string name;
    Version candidate;
    Version fallback;  // the last proven version; null when that is not in memory
    Clock::time_point since;
    int samples = 0;  // questions of our own so far
    std::shared_ptr<SampleAnswers> candidate_answers = std::make_shared<SampleAnswers>();
    std::shared_ptr<SampleAnswers> fallback_answers = std::make_shared<SampleAnswers>();
  };

  struct Decided {
    Case version;
    Judgement judgement;
  };

  explicit Probation(ProbationRules rules) : rules_(rules) {}

  void adopt(ProbationRules rules) { rules_ = rules; }

  // When an earlier candidate of that name has not been proven, its fallback stays the fallback.
  // Gives back what it holds no longer, for retirement.
  [[nodiscard]] std::vector<Version> begin(Case version);

  // Its integration is gone. Gives back as begin().
  [[nodiscard]] std::vector<Version> forget(const std::string& name);

  // Those whose time is up, or who need no more of it. They are on probation no longer.
  [[nodiscard]] std::vector<Decided> decide(Clock::time_point now);

  // Those that get too few requests to be judged by, each a few times in its probation: both
  // versions are to be asked a sample question. Valid until the next call.
  [[nodiscard]] std::vector<const Case*> wantSamples(Clock::time_point now);

  // Of the integrations with a version on probation.
  [[nodiscard]] std::set<std::string, std::less<>> names() const;

  // When to look again; nothing when no version is on probation.
  [[nodiscard]] std::optional<std::chrono::milliseconds> lookAgainIn() const;

private:
  ProbationRules rules_;
  std::map<std::string, Case> cases_;
};

}  // namespace bailey::control
