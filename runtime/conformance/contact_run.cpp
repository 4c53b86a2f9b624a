#include "conformance/contact_run.h"

#include "conformance/hints.h"

#include <algorithm>
#include <map>
#include <utility>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using talkdesk::Operation;

constexpr std::size_t kPagesMax = 10'000;
constexpr std::size_t kWarningsMax = 3;

// The answer writer has accepted the page, so an id is text or an integer.
std::string textOf(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::vector<std::string> textsOf(const json& contact, const char* name) {
  std::vector<std::string> texts;
  if (const auto found = contact.find(name); found != contact.end()) {
    for (const json& text : *found) {
      if (text.is_string()) {
        texts.push_back(text);
      }
    }
  }
  return texts;
}

bool isMore(const json& offset) {
  return !offset.is_null() && offset != "";
}

void keepWarnings(ContactRun& run, const Asked& asked) {
  for (const std::string& warning : asked.warnings) {
    if (run.warnings.size() < kWarningsMax) {
      run.warnings.push_back("page " + std::to_string(run.pages.size()) + ": " + warning);
    }
  }
}

// A page that brings nothing new is behind the end; otherwise the end itself is not seen.
std::string hintForRepetition(const ContactRun& run) {
  std::set<std::string> before;
  for (std::size_t at = 0; at + 1 < run.pages.size(); ++at) {
    before.merge(idsOf(run.pages[at]));
  }
  const std::set<std::string> here = idsOf(run.pages.back());
  return std::includes(before.begin(), before.end(), here.begin(), here.end())
             ? "This page holds no contact that was not delivered before: leave next_offset out on "
               "the page that delivers the last one"
             : "Count next_offset on from what was delivered so far, and leave next_offset out on "
               "the "
               "last page";
}

}  // namespace

std::set<std::string> idsOf(const SyncedPage& page) {
  std::set<std::string> ids;
  for (const SyncedContact& contact : page.contacts) {
    ids.insert(contact.id);
  }
  return ids;
}

std::set<std::string> ContactRun::ids() const {
  std::set<std::string> all;
  for (const SyncedPage& page : pages) {
    all.merge(idsOf(page));
  }
  return all;
}

std::string ContactRun::summary() const {
  std::size_t contacts = 0;
  for (const SyncedPage& page : pages) {
    contacts += page.contacts.size();
  }
  std::string text = std::to_string(pages.size()) + (pages.size() == 1 ? " page, " : " pages, ") +
                     std::to_string(contacts) + (contacts == 1 ? " contact" : " contacts");
  for (const std::string& warning : warnings) {
    text += "; " + warning;
  }
  return text;
}

SyncedPage readContactPage(const Asked& asked, json meta) {
  SyncedPage page;
  page.meta = std::move(meta);
  if (!asked.good() || !asked.json.is_object()) {
    return page;
  }
  for (const json& contact : asked.json.value("contacts", json::array())) {
    if (contact.is_object() && contact.contains("id") && !contact["id"].is_null()) {
      const json time = contact.value("updated_at", json());
      page.contacts.push_back({textOf(contact["id"]),
                               time.is_string() ? time.get<std::string>() : std::string(),
                               textsOf(contact, "emails"),
                               textsOf(contact, "phones")});
    }
  }
  const json checkpoint = asked.json.value("synchronization_checkpoint", json());
  page.checkpoint = checkpoint.is_null() ? std::string() : textOf(checkpoint);
  page.next_offset = asked.json.value("next_offset", json());
  page.context = asked.json.value("context", json());
  return page;
}

json metaBehind(const SyncedPage& page, const json& first_meta) {
  json meta = first_meta;
  meta["offset"] = textOf(page.next_offset);  // Talkdesk gets text, whatever the plugin wrote
  if (!page.context.is_null()) {
    meta["context"] = page.context;
  }
  return meta;
}

ContactRun runContacts(Trial& trial, const std::optional<std::string>& checkpoint) {
  const json first_meta =
      checkpoint ? json{{"synchronization_checkpoint", *checkpoint}} : json::object();
  ContactRun run;
  std::map<std::string, std::size_t> offsets;  // and the number of the page that gave it first
  json meta = first_meta;
  while (true) {
    const std::string place = "page " + std::to_string(run.pages.size() + 1);
    trial.trying(place + (checkpoint ? " of a run from a checkpoint" : " of a full run"));
    const Asked asked =
        trial.caller().ask(Operation::ContactSynchronization, requestOf(trial.auth(), meta));
    run.pages.push_back(readContactPage(asked, meta));
    keepWarnings(run, asked);
    if (!asked.good()) {
      run.broken_at = place;
      run.broken_by = trial.printable(asked.summary());
      run.hint = hintFor(asked);
      return run;
    }
    const SyncedPage& page = run.pages.back();
    if (!isMore(page.next_offset)) {
      return run;
    }
    if (run.pages.size() >= kPagesMax) {
      run.broken_at = place;
      run.broken_by = "the run does not end after " + std::to_string(kPagesMax) + " pages";
      return run;
    }
    const auto [first, is_new] = offsets.emplace(textOf(page.next_offset), run.pages.size());
    if (!is_new) {
      run.broken_at = place;
      run.broken_by = "next_offset is that of an earlier page of the run, page " +
                      std::to_string(first->second);
      run.hint = hintForRepetition(run);
      return run;
    }
    meta = metaBehind(page, first_meta);
  }
}

}  // namespace bailey::conformance
