// `bailey talkdesk sync`: the contact synchronization, as Talkdesk runs it every half hour.
// (contract.md §3)
#include "simulator/contact_copy.h"
#include "simulator/number_option.h"
#include "simulator/stage.h"
#include "simulator/thorough_steps.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace bailey::simulator {
namespace {

// Which checkpoint Talkdesk stores is not documented: the last one of a whole run, or each.
enum class Store : std::uint8_t { Run, EachPage };

struct SyncOptions {
  Store store = Store::Run;
  bool full = false;
  bool thorough = false;
  std::size_t pages_max = 0;
};

core::Result<SyncOptions> readSyncOptions(const command_line::Arguments& given) {
  SyncOptions options;
  const std::string store = given.text("store").value_or("run");
  if (store != "run" && store != "each-page") {
    return core::Error{"--store must be run or each-page"};
  }
  const auto pages = numberOption(given, "pages", {1, 1'000'000, ""}, 0);
  if (!pages.ok()) {
    return pages.error();
  }
  options.store = store == "run" ? Store::Run : Store::EachPage;
  options.thorough = given.has("thorough");
  options.full = given.has("full") || options.thorough;
  options.pages_max = static_cast<std::size_t>(pages.value());
  if (options.thorough && options.pages_max != 0) {
    return core::Error{"--thorough needs all pages, so --pages cannot go with it"};
  }
  return options;
}

// One run, with what it changes of what is kept.
class Synchronization {
public:
  Synchronization(const BridgeOptions& options, const SyncOptions& sync)
      : options_(options),
        sync_(sync),
        state_(options.state),
        copy_(options.state.contacts) {
    if (sync_.full) {
      state_.checkpoint.clear();
    }
  }

  [[nodiscard]] bool isInitial() const { return state_.checkpoint.empty(); }

  ContactPages run(Session& session, StepRun& step, const BridgeUrl& at);

  // What could not be kept.
  [[nodiscard]] const std::optional<core::Error>& error() const { return error_; }

  [[nodiscard]] const ContactCopy& copy() const { return copy_; }

private:
  void keep(const std::string& checkpoint);

  const BridgeOptions& options_;
  const SyncOptions sync_;
  StoredState state_;
  ContactCopy copy_;
  std::optional<core::Error> error_;
};

ContactPages Synchronization::run(Session& session, StepRun& step, const BridgeUrl& at) {
  const auto take_page = [this](const ContactPage& page, const ContactRun& contacts) {
    copy_.take(page.new_ids, contacts);
    if (sync_.store == Store::EachPage && !page.checkpoint.empty()) {
      keep(page.checkpoint);
    }
  };
  ContactPages pages =
      runThroughContacts(session, step, {at, state_.checkpoint, sync_.pages_max, take_page});
  if (pages.run.ended && !step.findings().any()) {
    keep(pages.run.checkpoint);
  }
  return pages;
}

void Synchronization::keep(const std::string& checkpoint) {
  state_.checkpoint = checkpoint;
  state_.contacts = copy_.digests();
  if (options_.state_file && !error_) {
    error_ = writeState(*options_.state_file, state_);
  }
}

Details detailsOf(const ContactPages& pages, const ContactCopy& copy, bool is_initial) {
  const ContactRun& run = pages.run;
  const ContactChanges& changes = copy.changes();

  struct Counter {
    const char* key;
    const char* label;
    std::size_t value;
  };

  std::vector<Counter> counters = {{"contacts", "contacts", run.digests.size()},
                                   {"pages", "pages", pages.pages.size()},
                                   {"new", "new", changes.added},
                                   {"updated", "updated", changes.updated},
                                   {"unchanged", "unchanged", changes.unchanged},
                                   {"duplicates", "more than once", run.duplicates},
                                   {"without_phone", "without a phone", run.without_phone},
                                   {"without_email", "without an e-mail", run.without_email}};
  if (is_initial && run.ended) {
    counters.push_back({"missing", "known, but not any more", copy.countMissingFrom(run)});
  }
  Details details;
  details.json["whole_run"] = run.ended;
  for (const Counter& counter : counters) {
    details.json["counters"][counter.key] = counter.value;
    details.text +=
        "    " + padRight(counter.label, 24) + padLeft(grouped(counter.value), 10) + "\n";
  }
  return details;
}

std::string resultOf(const ContactPages& pages, bool is_initial) {
  if (!pages.run.ended) {
    return "stopped before the end";
  }
  return is_initial ? "all contacts, with a checkpoint" : "what changed since the checkpoint";
}

core::Result<int> synchronize(const command_line::Arguments& given, Streams streams) {
  auto options = readBridgeOptions(given);
  const auto sync = readSyncOptions(given);
  if (!options.ok() || !sync.ok()) {
    return options.ok() ? sync.error() : options.error();
  }
  auto opened =
      Stage::open(std::move(options.value()), "Talkdesk synchronizes contacts of ", streams);
  if (!opened.ok()) {
    return opened.error();
  }
  Stage& stage = *opened.value();
  Session& session = stage.session();
  Synchronization synchronization(stage.options(), sync.value());
  const bool is_initial = synchronization.isInitial();
  ContactPages pages;
  const char* name = is_initial ? "contacts, all" : "contacts, changed";
  stage.takeAt(name, Operation::ContactSync, [&](StepRun& step, const BridgeUrl& at) {
    pages = synchronization.run(session, step, at);
    return step.end(resultOf(pages, is_initial));
  });
  if (sync.value().thorough) {
    stage.takeAt(
        "contacts, restarted", Operation::ContactSync, [&](StepRun& step, const BridgeUrl& at) {
          return restartFromEachPage(session, step, at, pages);
        });
    stage.takeAt(
        "contacts, wrong value", Operation::ContactSync, [&](StepRun& step, const BridgeUrl& at) {
          return refuseContactsToAStranger(session, step, at);
        });
  }
  if (synchronization.error()) {
    return *synchronization.error();
  }
  return stage.finish(detailsOf(pages, synchronization.copy(), is_initial));
}

int run(const std::vector<std::string>& arguments, Streams streams) {
  static const command_line::Syntax kSyntax = {
      "bailey talkdesk sync",
      "Synchronizes contacts as Talkdesk does: everything at first, then what changed since the "
      "stored checkpoint. --state keeps the checkpoint between calls.",
      {},
      withBridgeOptions(
          {stateOption(),
           {"store",
            "WHEN",
            "keep the checkpoint after a whole run (run) or after each-page (run)"},
           {"full", "", "ignore the stored checkpoint"},
           {"pages", "N", "stop after N pages"},
           {"thorough",
            "",
            "everything, then again from each page's checkpoint: proves that no contact is lost"}}),
      kExitCodes};
  return runWith(kSyntax, arguments, streams, &synchronize);
}

}  // namespace

const Subcommand kSync = {"sync", "[--state FILE] [--thorough]", "synchronize contacts", &run};

}  // namespace bailey::simulator
