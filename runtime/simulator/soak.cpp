#include "simulator/soak.h"

#include "core/guarded.h"
#include "simulator/action_execution.h"
#include "simulator/agent_sync.h"
#include "simulator/auth_validation.h"
#include "simulator/contact_sync.h"
#include "simulator/interaction_retrieval.h"
#include "simulator/step_view.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace bailey::simulator {
namespace {

using Clock = std::chrono::steady_clock;

// What Talkdesk has of one account while it goes on.
struct AccountState {
  Credentials credentials;
  std::string checkpoint;
  std::vector<ContactSample> contacts;
  std::size_t next_contact = 0;
};

using Account = core::Guarded<AccountState>;

// Another one each time; nothing while no contact is known.
std::optional<ContactSample> nextContactOf(Account& account) {
  return account.with([](AccountState& state) -> std::optional<ContactSample> {
    if (state.contacts.empty()) {
      return std::nullopt;
    }
    return state.contacts[state.next_contact++ % state.contacts.size()];
  });
}

void takeRun(Account& account, const ContactRun& run) {
  account.with([&run](AccountState& state) {
    state.checkpoint = run.checkpoint;
    if (state.contacts.empty()) {
      state.contacts = run.samples;
    }
  });
}

// What the threads share.
struct Work {
  Work(const SoakOptions& the_options, Clock::time_point the_start)
      : options(the_options),
        start(the_start),
        arrivals(planSoak(the_options.plan)) {
    for (const Credentials& credentials : options.accounts) {
      accounts.push_back(std::make_unique<Account>(AccountState{credentials, "", {}, 0}));
    }
  }

  const SoakOptions& options;
  const Clock::time_point start;
  const std::vector<Arrival> arrivals;
  std::atomic<std::size_t> next = 0;
  std::vector<std::unique_ptr<Account>> accounts;
};

std::string failureOf(const CallRecord& record) {
  switch (record.fault) {
    case CallFault::Unreachable:
      return "unreachable";
    case CallFault::Late:
      return "late";
    case CallFault::Broken:
      return "broken";
    case CallFault::Unset:
      break;
  }
  return record.status >= 200 && record.status < 300 ? ""
                                                     : "status " + std::to_string(record.status);
}

// One thread's part.
class Worker {
public:
  Worker(Work& work, std::unique_ptr<Bridge> bridge) : work_(work), bridge_(std::move(bridge)) {}

  void run();

  [[nodiscard]] const SoakResult& result() const { return result_; }

private:
  void take(const Arrival& arrival);
  void act(const Arrival& arrival, Session& session, StepRun& step, const BridgeUrl& at);
  [[nodiscard]] std::optional<BridgeUrl> endpointOf(Activity activity) const;

  Work& work_;
  const std::unique_ptr<Bridge> bridge_;
  SilentView silent_;
  SoakResult result_;
};

void Worker::run() {
  const Clock::time_point last_start =
      work_.start + work_.options.plan.duration + work_.options.client.call_deadline;
  while (true) {
    const std::size_t index = work_.next++;
    if (index >= work_.arrivals.size()) {
      return;
    }
    const Arrival& arrival = work_.arrivals[index];
    if (!endpointOf(arrival.activity)) {
      continue;
    }
    std::this_thread::sleep_until(work_.start + arrival.at);
    ActivityResult& activity = result_.activities.at(static_cast<std::size_t>(arrival.activity));
    ++activity.arrivals;
    if (Clock::now() > last_start) {
      ++activity.failures["its turn never came"];
    } else {
      take(arrival);
    }
  }
}

std::optional<BridgeUrl> Worker::endpointOf(Activity activity) const {
  const Endpoints& endpoints = work_.options.endpoints;
  switch (activity) {
    case Activity::Activation:
      return endpoints.of(Operation::AuthValidation);
    case Activity::ContactSync:
      return endpoints.of(Operation::ContactSync);
    case Activity::AgentSync:
      return endpoints.of(Operation::AgentSync);
    case Activity::ContactView:
      return endpoints.of(Operation::InteractionRetrieval);
    case Activity::Automation:
      break;
  }
  return endpoints.ofAction(work_.options.action);
}

void Worker::take(const Arrival& arrival) {
  Account& account = *work_.accounts.at(arrival.account);
  Session session(
      *bridge_, silent_, account.with([](const AccountState& state) { return state.credentials; }));
  StepRun step(session, std::string(nameOf(arrival.activity)));
  const auto waited = std::chrono::duration_cast<std::chrono::microseconds>(
      Clock::now() - (work_.start + arrival.at));
  act(arrival, session, step, *endpointOf(arrival.activity));
  ActivityResult& activity = result_.activities.at(static_cast<std::size_t>(arrival.activity));
  bool is_first = true;
  for (const CallRecord& record : step.calls()) {
    activity.latencies.push_back(record.duration + (is_first ? waited : waited.zero()));
    is_first = false;
    if (const std::string failure = failureOf(record); !failure.empty()) {
      ++activity.failures[failure];
    }
  }
  for (const Violation& violation : step.findings().violations()) {
    result_.add(violation);
  }
}

void Worker::act(const Arrival& arrival, Session& session, StepRun& step, const BridgeUrl& at) {
  Account& account = *work_.accounts.at(arrival.account);
  switch (arrival.activity) {
    case Activity::Activation:
      if (validateCredentials(session, step, at)) {
        account.with([&session](AccountState& state) { state.credentials = session.credentials; });
      }
      return;
    case Activity::ContactSync: {
      const std::string checkpoint =
          account.with([](const AccountState& state) { return state.checkpoint; });
      const ContactPages pages = runThroughContacts(session, step, {at, checkpoint});
      if (pages.run.ended) {
        takeRun(account, pages.run);
      }
      return;
    }
    case Activity::AgentSync:
      runThroughAgents(session, step, at);
      return;
    case Activity::ContactView:
    case Activity::Automation:
      break;
  }
  const auto contact = nextContactOf(account);
  if (arrival.activity == Activity::Automation) {
    executeAction(session, step, at, {contact ? contact->id : "", "", work_.options.inputs});
    return;
  }
  // Before the first synchronization somebody calls whom nobody knows.
  const nlohmann::json data = contact ? nlohmann::json{{"contact_external_id", contact->id},
                                                       {"contact_name", contact->name},
                                                       {"contact_emails", contact->emails},
                                                       {"contact_phones", contact->phones}}
                                      : nlohmann::json{{"contact_phones", {"+15555550100"}}};
  retrieveInteractions(session, step, at, data, {});
}

}  // namespace

core::Result<SoakResult> soak(const SoakOptions& options) {
  std::vector<std::unique_ptr<Bridge>> bridges;
  for (std::size_t i = 0; i < options.connections; ++i) {
    auto bridge = Bridge::create(options.endpoints, options.client);
    if (!bridge.ok()) {
      return bridge.error();
    }
    bridges.push_back(std::move(bridge.value()));
  }
  Work work(options, Clock::now());
  std::vector<std::unique_ptr<Worker>> workers;
  for (auto& bridge : bridges) {
    workers.push_back(std::make_unique<Worker>(work, std::move(bridge)));
  }
  {
    std::vector<std::jthread> threads;
    for (const auto& worker : workers) {
      threads.emplace_back([&worker] { worker->run(); });
    }
  }
  SoakResult result;
  for (const auto& worker : workers) {
    result.merge(worker->result());
  }
  result.duration =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - work.start);
  return result;
}

}  // namespace bailey::simulator
