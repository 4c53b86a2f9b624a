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
      ++at;
      continue;
    }
    decided.push_back({std::move(one), std::move(judgement)});
    at = cases_.erase(at);
  }
  return decided;
}

std::optional<milliseconds> Probation::lookAgainIn() const {
  return cases_.empty() ? std::nullopt : std::optional(kLookEvery);
}

}  // namespace bailey::control
