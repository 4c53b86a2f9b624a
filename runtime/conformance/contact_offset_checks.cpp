// answers.contacts_*: what `offset` and `context` of a request may be.
#include "conformance/checks.h"
#include "conformance/contact_run.h"

#include <algorithm>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using talkdesk::Operation;

Asked askPage(Trial& trial, const json& meta) {
  return trial.caller().ask(Operation::ContactSynchronization, requestOf(trial.auth(), meta));
}

const SyncedPage& secondPage(Trial& trial) {
  const ContactRun& full = trial.fullRun();
  if (full.pages.size() < 2) {
    throw CannotTry("the run has one page");
  }
  return full.pages[1];
}

Outcome badOffset(Trial& trial) {
  for (const json& garbage : {json("conformance-garbage"), json("-1"), json("'\"}%s;--")}) {
    const std::string place = "offset " + garbage.dump();
    trial.trying(place);
    const Asked asked = askPage(trial, {{"offset", garbage}});
    if (!asked.good()) {
      return failed(place, trial.printable(asked.summary()));
    }
  }
  return passed("three unreadable ones, three pages");
}

Outcome sameOffset(Trial& trial) {
  const ContactRun& full = trial.fullRun();
  if (full.pages.size() < 2) {
    return skipped("the run has one page, so no offset is ever sent");
  }
  const SyncedPage& second = secondPage(trial);
  const Asked asked = askPage(trial, second.meta);
  if (!asked.good()) {
    return failed("page 2 asked again", trial.printable(asked.summary()));
  }
  return idsOf(readContactPage(asked, second.meta)) == idsOf(second)
             ? passed("page 2 asked again is the same page")
             : failed("page 2 asked again", "other contacts come with the same offset");
}

bool isInteger(const std::string& text) {
  return !text.empty() && text.size() < 18 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Talkdesk's pages disagree about the type of an offset, so a number must read as its text does.
Outcome integerOffset(Trial& trial) {
  const ContactRun& full = trial.fullRun();
  const bool is_number = full.pages.size() > 1 && isInteger(secondPage(trial).meta.at("offset"));
  json meta = is_number ? secondPage(trial).meta : json{{"offset", "17"}};
  const std::string text = meta.at("offset").get<std::string>();
  const SyncedPage as_text = readContactPage(askPage(trial, meta), meta);
  meta["offset"] = std::stoll(text);
  trial.trying("offset " + text + " as a number");
  const Asked asked = askPage(trial, meta);
  if (!asked.good()) {
    return failed("offset " + text + " as a number", trial.printable(asked.summary()));
  }
  return idsOf(readContactPage(asked, meta)) == idsOf(as_text)
             ? passed("number and text give the same page")
             : failed("offset " + text + " as a number", "other contacts come than with the text");
}

Outcome context(Trial& trial) {
  trial.trying("a first page with context null");
  const Asked asked = askPage(trial, {{"context", nullptr}});
  if (!asked.good()) {
    return failed("first page with context null", trial.printable(asked.summary()));
  }
  const ContactRun& full = trial.fullRun();
  if (full.pages.size() < 2 || full.pages[0].context.is_null()) {
    return passed("null is ignored; the plugin gives no context of its own");
  }
  const SyncedPage& second = secondPage(trial);
  const Asked again = askPage(trial, second.meta);
  if (!again.good() || idsOf(readContactPage(again, second.meta)) != idsOf(second)) {
    return failed("page 2 with the context of page 1", trial.printable(again.summary()));
  }
  return passed("null is ignored; the plugin's own comes back and is understood");
}

constexpr Check kChecks[] = {
    {"answers.contacts_bad_offset",
     "An offset the plugin cannot read begins the run again and is no error",
     "contract 3.2",
     "Look at the offset before using it: it may be an older version's",
     "answers.contacts_run",
     &badOffset},
    {"answers.contacts_same_offset",
     "The same offset asked twice gives the same page",
     "contract 3.2",
     "Talkdesk may repeat a request: an offset says where to read, it is not used up",
     "answers.contacts_run",
     &sameOffset},
    {"answers.contacts_integer_offset",
     "An offset that comes as a number is read as its text",
     "contract 1.2",
     "JsonView::text() reads both",
     "answers.contacts_run",
     &integerOffset},
    {"answers.contacts_context",
     "A context that is null is like none, and the plugin's own is understood when it comes back",
     "contract 3.1",
     "JsonView::present() is false for null",
     "answers.contacts_run",
     &context},
};

}  // namespace

std::span<const Check> contactOffsetChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
