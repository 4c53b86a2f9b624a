#include "control/probation.h"

#include <utility>

namespace bailey::control {
namespace {

using generation::OutcomeCounts;
using std::chrono::milliseconds;

// One or two failures can happen to any version.
constexpr std::uint64_t kBrokeMin = 3;
constexpr std::uint64_t kCrmFailedMin = 5;
constexpr double kBrokeShareMore = 0.05;
constexpr double kCrmFailedShareMore = 0.2;
constexpr double kSharesFactor = 2.0;

// A mean over fewer says nothing.
constexpr std::uint64_t kTimedMin = 20;
constexpr int kSlowerFactor = 5;
constexpr milliseconds kSlowerMore{250};

// Questions of our own; a version fails that answers none of them when the one before answers all.
constexpr int kSamples = 3;
constexpr int kSamplesInTime = 10;  // at this rate, so that they are over well before the probation

constexpr milliseconds kLookEvery{200};

double share(std::uint64_t part, const OutcomeCounts& counts) {
  return counts.requests == 0 ? 0.0
                              : static_cast<double>(part) / static_cast<double>(counts.requests);
}

milliseconds meanTime(const OutcomeCounts& counts) {
  const auto requests = static_cast<std::int64_t>(counts.requests);
  return requests == 0 ? milliseconds(0)
                       : std::chrono::duration_cast<milliseconds>(counts.total_time) / requests;
}

std::string ofRequests(std::uint64_t part, const OutcomeCounts& counts) {
  return std::to_string(part) + " of its first " + std::to_string(counts.requests) + " requests ";
}

// What is wrong with it; empty when nothing is.
std::string fault(const OutcomeCounts& before, const OutcomeCounts& since) {
  if (since.broke >= kBrokeMin &&
      share(since.broke, since) > kSharesFactor * share(before.broke, before) + kBrokeShareMore) {
    return ofRequests(since.broke, since) + "failed in the plugin";
  }
  if (since.crm_failed >= kCrmFailedMin &&
      share(since.crm_failed, since) >
          kSharesFactor * share(before.crm_failed, before) + kCrmFailedShareMore) {
    return ofRequests(since.crm_failed, since) + "got no answer from the CRM";
  }
  if (before.requests >= kTimedMin && since.requests >= kTimedMin &&
      meanTime(since) > kSlowerFactor * meanTime(before) + kSlowerMore) {
    return "its requests take " + std::to_string(meanTime(since).count()) + " ms, those of the " +
           "version before took " + std::to_string(meanTime(before).count()) + " ms";
  }
  return {};
}

}  // namespace

Judgement judge(const OutcomeCounts& before,
                const OutcomeCounts& since,
                milliseconds elapsed,
                const ProbationRules& rules) {
  if (std::string why = fault(before, since); !why.empty()) {
    return {Verdict::Bad, std::move(why)};
  }
  const bool over = elapsed >= rules.time || since.requests >= rules.requests;
  return {over ? Verdict::Good : Verdict::Wait, {}};
}

Judgement judgeSamples(const SampleAnswers& before, const SampleAnswers& since) {
  const bool worse =
      since.good == 0 && since.failed >= kSamples && before.failed == 0 && before.good >= kSamples;
  return worse ? Judgement{Verdict::Bad,
                           "it fails at sample questions that the version before answers"}
               : Judgement{Verdict::Wait, {}};
}

std::vector<Probation::Version> Probation::begin(Case version) {
  std::vector<Version> released;
  if (const auto earlier = cases_.find(version.name); earlier != cases_.end()) {
    released = {std::move(earlier->second.candidate), std::move(version.fallback)};
    version.fallback = std::move(earlier->second.fallback);
    cases_.erase(earlier);
  }
  std::string name = version.name;
  cases_.emplace(std::move(name), std::move(version));
  return released;
}

std::vector<Probation::Version> Probation::forget(const std::string& name) {
  const auto found = cases_.find(name);
  if (found == cases_.end()) {
    return {};
  }
  std::vector<Version> released = {std::move(found->second.candidate),
                                   std::move(found->second.fallback)};
  cases_.erase(found);
  return released;
}

std::vector<Probation::Decided> Probation::decide(Clock::time_point now) {
  std::vector<Decided> decided;
  for (auto at = cases_.begin(); at != cases_.end();) {
    Case& one = at->second;
    Judgement judgement =
        judge(one.fallback == nullptr ? OutcomeCounts() : one.fallback->outcomes->counts(),
              one.candidate->outcomes->counts(),
              std::chrono::duration_cast<milliseconds>(now - one.since),
              rules_);
    if (judgement.verdict == Verdict::Wait) {
      judgement = judgeSamples(*one.fallback_answers, *one.candidate_answers);
    }
    if (judgement.verdict == Verdict::Wait) {
      ++at;
      continue;
    }
    decided.push_back({std::move(one), std::move(judgement)});
    at = cases_.erase(at);
  }
  return decided;
}

std::vector<const Probation::Case*> Probation::wantSamples(Clock::time_point now) {
  std::vector<const Case*> wanting;
  for (auto& [name, one] : cases_) {
    const auto elapsed = now - one.since;
    const bool is_idle = one.candidate->outcomes->counts().requests < kBrokeMin;
    const bool is_due =
        elapsed < rules_.time && elapsed * kSamplesInTime >= rules_.time * one.samples;
    if (one.fallback != nullptr && one.samples < kSamples && is_idle && is_due) {
      ++one.samples;
      wanting.push_back(&one);
    }
  }
  return wanting;
}

std::set<std::string, std::less<>> Probation::names() const {
  std::set<std::string, std::less<>> names;
  for (const auto& [name, version] : cases_) {
    names.insert(name);
  }
  return names;
}

std::optional<milliseconds> Probation::lookAgainIn() const {
  return cases_.empty() ? std::nullopt : std::optional(kLookEvery);
}

}  // namespace bailey::control
