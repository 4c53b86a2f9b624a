// answers.contacts_*: what a run of contact synchronization delivers, and what is left to deliver
// when it is taken up again.
#include "conformance/checks.h"
#include "conformance/contact_run.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <thread>
#include <utility>

namespace bailey::conformance {
namespace {

using talkdesk::Operation;

// Times are told in seconds at the coarsest.
constexpr std::chrono::milliseconds kNextSecond{1'100};

constexpr std::size_t kRestartsMax = 8;
constexpr std::size_t kNamedMax = 5;

std::string pageNumber(std::size_t index) {
  return "page " + std::to_string(index + 1);
}

Outcome run(Trial& trial) {
  if (!trial.serves(Operation::ContactSynchronization)) {
    return skipped("the manifest does not name contact_synchronization");
  }
  const ContactRun& full = trial.fullRun();
  return full.complete() ? passed(full.summary())
                         : failed(full.broken_at, full.broken_by, full.hint);
}

Outcome withoutCheckpoint(std::string place, const SyncedPage& page) {
  return failed(
      std::move(place),
      "there is no synchronization_checkpoint",
      page.contacts.empty()
          ? "The page is empty: return the request's checkpoint again, so that nobody has to "
            "begin anew"
          : "The page has contacts: its checkpoint is the highest change time delivered so "
            "far");
}

Outcome checkpoints(Trial& trial) {
  const auto missing = [](const ContactRun& run) {
    return std::find_if(run.pages.begin(), run.pages.end(), [](const SyncedPage& page) {
      return page.checkpoint.empty();
    });
  };
  const ContactRun& full = trial.fullRun();
  if (const auto page = missing(full); page != full.pages.end()) {
    return withoutCheckpoint(pageNumber(static_cast<std::size_t>(page - full.pages.begin())),
                             *page);
  }
  const ContactRun since = runContacts(trial, full.pages.back().checkpoint);
  if (!since.complete()) {
    return failed(
        since.broken_at + " of a run from the last checkpoint", since.broken_by, since.hint);
  }
  if (const auto page = missing(since); page != since.pages.end()) {
    return withoutCheckpoint("run from the last checkpoint", *page);
  }
  return passed("one on each page; from the last one on: " + since.summary());
}

// The text is the plugin's own; what orders it is its bytes. (abi.h, bailey_response::json)
Outcome ascending(Trial& trial) {
  std::string last;
  bool any = false;
  const ContactRun& full = trial.fullRun();
  for (std::size_t at = 0; at < full.pages.size(); ++at) {
    for (const SyncedContact& contact : full.pages[at].contacts) {
      if (contact.updated_at.empty()) {
        continue;
      }
      any = true;
      if (contact.updated_at < last) {
        return failed(pageNumber(at),
                      trial.printable("contact " + contact.id + " has " + contact.updated_at +
                                      " after " + last));
      }
      last = contact.updated_at;
    }
  }
  return any ? passed("by updated_at, across all pages") : skipped("no contact has updated_at");
}

Outcome unique(Trial& trial) {
  std::set<std::string> seen;
  const ContactRun& full = trial.fullRun();
  for (std::size_t at = 0; at < full.pages.size(); ++at) {
    for (const SyncedContact& contact : full.pages[at].contacts) {
      if (!seen.insert(contact.id).second) {
        return failed(pageNumber(at), trial.printable("contact " + contact.id + " comes again"));
      }
    }
  }
  return passed(std::to_string(seen.size()) + " different ids");
}

std::set<std::string> idsBehind(const ContactRun& run, std::size_t page) {
  std::set<std::string> ids;
  for (std::size_t at = page + 1; at < run.pages.size(); ++at) {
    ids.merge(idsOf(run.pages[at]));
  }
  return ids;
}

std::string lostFrom(const std::set<std::string>& wanted, const std::set<std::string>& delivered) {
  std::vector<std::string> lost;
  std::set_difference(
      wanted.begin(), wanted.end(), delivered.begin(), delivered.end(), std::back_inserter(lost));
  if (lost.empty()) {
    return {};
  }
  std::string text = std::to_string(lost.size()) + " of the " + std::to_string(wanted.size()) +
                     " contacts behind it are lost:";
  for (std::size_t at = 0; at < std::min(lost.size(), kNamedMax); ++at) {
    text += (at == 0 ? " " : ", ") + lost[at];
  }
  return text + (lost.size() > kNamedMax ? ", ..." : "");
}

// The pages to start again from: all when they are few, otherwise spread evenly.
std::vector<std::size_t> restartsIn(std::size_t pages) {
  std::vector<std::size_t> starts;
  const std::size_t count = std::min(pages, kRestartsMax);
  for (std::size_t at = 0; at < count; ++at) {
    starts.push_back(at * pages / count);
  }
  return starts;
}

Outcome restart(Trial& trial) {
  const ContactRun& full = trial.fullRun();
  if (full.pages.size() < 2) {
    return skipped("the run has one page; there is nothing behind it to lose");
  }
  const auto starts = restartsIn(full.pages.size() - 1);
  for (const std::size_t at : starts) {
    const std::string place = "run from the checkpoint of " + pageNumber(at);
    const ContactRun again = runContacts(trial, full.pages[at].checkpoint);
    if (!again.complete()) {
      return failed(place + ", " + again.broken_at, again.broken_by, again.hint);
    }
    const std::string lost = lostFrom(idsBehind(full, at), again.ids());
    if (!lost.empty()) {
      return failed(place, trial.printable(lost));
    }
  }
  return passed("from " + std::to_string(starts.size()) + " of " +
                std::to_string(full.pages.size()) + " pages, nothing lost");
}

// A checkpoint of the present time on the last page loses what changed while the run went on, and
// no restart shows it; but the next run ends with another one.
Outcome steady(Trial& trial) {
  const ContactRun& first = trial.fullRun();
  std::this_thread::sleep_for(kNextSecond);
  const ContactRun second = runContacts(trial, std::nullopt);
  if (!second.complete()) {
    return failed("second full run, " + second.broken_at, second.broken_by, second.hint);
  }
  if (first.ids() != second.ids()) {
    return skipped("the CRM's contacts changed meanwhile");
  }
  return first.pages.back().checkpoint == second.pages.back().checkpoint
             ? passed("the same after two full runs")
             : failed("last page", "another checkpoint a second later, though no contact changed");
}

// What order puts behind every checkpoint of a plugin's own, such as a date, may still be read;
// what is no text of its kind may not.
Outcome badCheckpoint(Trial& trial) {
  const ContactRun& full = trial.fullRun();
  for (const char* garbage : {"conformance-garbage", "'\"}%s;--"}) {
    const std::string place = std::string("checkpoint ") + garbage;
    const ContactRun again = runContacts(trial, garbage);
    if (!again.complete()) {
      return failed(place + ", " + again.broken_at, again.broken_by);
    }
    const std::string lost = lostFrom(full.ids(), again.ids());
    if (!lost.empty()) {
      return failed(place, trial.printable("it is no full run: " + lost));
    }
  }
  return passed("two unreadable ones, two full runs");
}

constexpr Check kChecks[] = {
    {"answers.contacts_run",
     "A full run keeps the contract on every page and comes to an end",
     "contract 3.2, 3.3",
     "next_offset only when there is more, and never one that was given before in the run",
     "create.accepts",
     &run},
    {"answers.contacts_checkpoint",
     "Each page has a checkpoint, an empty one too, and a run from the last one keeps the contract",
     "contract 3.2, 3.3",
     "On an empty page return the request's checkpoint again",
     "answers.contacts_run",
     &checkpoints},
    {"answers.contacts_ascending",
     "Contacts come in ascending order of updated_at, across pages too",
     "contract 3.2, step 6",
     "Sort by the field the checkpoint is made of; write times so that text sorts as they do",
     "answers.contacts_run",
     &ascending},
    {"answers.contacts_unique",
     "No contact comes twice in one run",
     "contract 3.3, contacts[].id",
     "Page by the last (time, id) seen rather than by counting",
     "answers.contacts_run",
     &unique},
    {"answers.contacts_restart",
     "A run from the checkpoint of any page delivers everything that came behind that page",
     "contract 3.2",
     "The checkpoint is the highest change time delivered so far, never \"now\"; compare with >=, "
     "as several contacts share an instant",
     "answers.contacts_run",
     &restart},
    {"answers.contacts_steady",
     "Two full runs with nothing changed between them end with the same checkpoint",
     "contract 3.2",
     "The last page's checkpoint is the change time of a contact too, never \"now\"",
     "answers.contacts_run",
     &steady},
    {"answers.contacts_bad_checkpoint",
     "A checkpoint the plugin cannot read begins a full run and is no error",
     "contract 3.2",
     "An error would come again for ever: Talkdesk keeps sending the same checkpoint",
     "answers.contacts_run",
     &badCheckpoint},
};

}  // namespace

std::span<const Check> contactChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
