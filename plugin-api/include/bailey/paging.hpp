// Contact synchronization's paging and checkpoints, done once for all adapters. (contract.md §3)
//
// Talkdesk keeps two texts for us and gives them back: the offset, from page to page of one run,
// and the checkpoint, from run to run. The walks write and read them, so that whatever
// happens between two requests (a page that failed, a contact that changed, a plugin that was
// replaced) nothing is lost, and every run ends:
//
// - a checkpoint is the change time of a contact that was delivered, never "now", and never later
//   than its run's first request: what changes while a run goes on comes again with the next one,
//   wherever in the list it was just then;
// - a run starts a little before its checkpoint, so contacts that share its instant come again
//   rather than never;
// - a checkpoint that cannot be read means everything again, an offset that cannot be read means
// the
//   run's first page again, both with a warning: Talkdesk would send it for ever;
// - a page ends early when its contacts hold much text;
// - a CRM that does not get on from page to page is an error, not an endless run.
//
// KeyWalk is for CRMs that can be asked for contacts behind (change time, id): SQL, SOQL.
// CursorWalk is for CRMs that page through a list with a cursor of their own. Neither calls
// anything: make one for each request, ask the CRM what it says, hand it the contacts, return what
// finish() makes. Use by one thread.
#pragma once

#include "bailey/change_time.hpp"
#include "bailey/plugin.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey {

// Where a walk stands: the change time and the id of a contact.
struct SortKey {
  std::string time;  // as ChangeTime reads it; empty: before everything
  std::string id;    // without control characters

  friend auto operator<=>(const SortKey&, const SortKey&) = default;
};

struct WalkOptions {
  std::size_t page_size = 200;  // contacts

  // A page ends early when its contacts hold more text than this, so that answers stay well below
  // the host's limit however long the texts are.
  std::size_t page_bytes_max = std::size_t{1024} * 1024;

  // How much earlier than its checkpoint a run starts: for changes that became visible late, and
  // for a CRM whose clock goes slow.
  std::chrono::seconds overlap{5};

  // Contacts younger than this wait for the next run, for CRMs whose newest moments are not
  // complete yet.
  std::chrono::seconds hold_back{0};

  // Clocks differ, and some CRMs keep local time: only a change further ahead is taken for wrong.
  // Such a contact is delivered, in every run, but no run starts from it.
  std::chrono::hours ahead_max{24};

  // What time it is at the CRM, when an answer of its told; nothing: what this machine's clock
  // says.
  std::optional<std::chrono::sys_seconds> now{};

  // KeyWalk: what the ids in this CRM's keys look like; null: any text. A checkpoint or offset with
  // another id is not one of ours.
  bool (*is_id)(std::string_view id) = nullptr;

  // CursorWalk: whether each page's contacts changed later than those of the pages before. If not,
  // only the last page's checkpoint gets on.
  bool ascending = true;
};

namespace paging {

inline const WalkOptions kDefaults{};

constexpr std::string_view kKeyVersion = "v1|";
constexpr std::string_view kTimeVersion = "t1|";
constexpr std::string_view kStart = "v1|start";

// A time of ours inside an offset.
inline std::string writeTime(std::chrono::sys_seconds time) {
  return writeChangeTime({time, ' '});
}

inline std::string writeKey(const SortKey& key) {
  if (key.time.empty()) {
    return std::string(kStart);
  }
  return key.id.empty() ? std::string(kTimeVersion) + key.time
                        : std::string(kKeyVersion) + key.time + '|' + key.id;
}

// Nothing when the text is not one of ours.
inline std::optional<SortKey> readKey(std::string_view text, const WalkOptions& options) {
  if (text == kStart) {
    return SortKey{};
  }
  if (text.starts_with(kTimeVersion)) {
    const std::string_view time = text.substr(kTimeVersion.size());
    return readChangeTime(time) ? std::optional(SortKey{std::string(time), {}}) : std::nullopt;
  }
  if (!text.starts_with(kKeyVersion)) {
    return std::nullopt;
  }
  text.remove_prefix(kKeyVersion.size());
  const std::size_t bar = text.find('|');
  if (bar == std::string_view::npos || !readChangeTime(text.substr(0, bar))) {
    return std::nullopt;
  }
  const std::string_view id = text.substr(bar + 1);
  if (id.empty() || (options.is_id != nullptr && !options.is_id(id))) {
    return std::nullopt;
  }
  return SortKey{std::string(text.substr(0, bar)), std::string(id)};
}

// A bare time, as another bridge may have left it: "2012-11-20 23:01:00 UTC", "...T23:01:00Z". With
// a blank in the middle, which sorts before a T: rather too early than too late. (contract.md §3.3)
inline std::optional<SortKey> readBareTime(std::string_view text) {
  constexpr std::string_view kZone = " UTC";
  if (text.ends_with(kZone)) {
    text.remove_suffix(kZone.size());
  }
  std::optional<ChangeTime> time = readChangeTime(text);
  if (!time) {
    return std::nullopt;
  }
  time->separator = ' ';
  return SortKey{writeChangeTime(*time), {}};
}

inline std::chrono::sys_seconds now(const WalkOptions& options) {
  // In seconds: the clock's own nanoseconds end in the year 2262, texts do not.
  return options.now.value_or(
      std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

inline bool isCredible(const std::string& time, const WalkOptions& options) {
  const std::optional<ChangeTime> read = readChangeTime(time);
  return time.empty() || (read && read->second <= now(options) + options.ahead_max);
}

// The request's checkpoint; before everything when there is none that can be used.
inline SortKey startOf(const ContactSynchronizationRequest& request,
                       const Call& call,
                       const WalkOptions& options) {
  if (!request.checkpoint) {
    return {};
  }
  std::optional<SortKey> key = readKey(*request.checkpoint, options);
  if (!key) {
    key = readBareTime(*request.checkpoint);
  }
  if (!key || !isCredible(key->time, options)) {
    call.log(LogLevel::Warn, "unreadable checkpoint: synchronizing all contacts again");
    return {};
  }
  return *key;
}

inline void warnOfOffset(const Call& call) {
  call.log(LogLevel::Warn, "unreadable offset: starting this run again from its checkpoint");
}

// `time` so much earlier, in whole seconds; the same text when it is empty.
inline std::string earlier(const std::string& time, std::chrono::seconds by) {
  std::optional<ChangeTime> read = readChangeTime(time);
  if (!read) {
    return time;
  }
  read->second -= by;
  return writeChangeTime(*read);
}

inline std::size_t bytesOf(const Contact& contact) {
  std::size_t bytes = 0;
  for (const std::string* text : {&contact.id,
                                  &contact.name,
                                  &contact.company,
                                  &contact.title,
                                  &contact.photo_url,
                                  &contact.address,
                                  &contact.twitter,
                                  &contact.url}) {
    bytes += text->size();
  }
  for (const auto* list : {&contact.emails, &contact.phones, &contact.websites}) {
    for (const std::string& text : *list) {
      bytes += text.size();
    }
  }
  return bytes;
}

// The contacts of one page, and what the checkpoint may be.
class Page {
public:
  Page(SortKey start, const WalkOptions& options)
      : highest_(std::move(start)),
        began_(now(options)),
        options_(&options) {}

  // When the run's first request came; a later page is told by its offset.
  [[nodiscard]] std::chrono::sys_seconds began() const { return began_; }

  void setBegan(std::chrono::sys_seconds began) { began_ = began; }

  // No room for another contact.
  [[nodiscard]] bool isFull() const {
    return contacts_.size() >= options_->page_size ||
           (!contacts_.empty() && bytes_ > options_->page_bytes_max);
  }

  [[nodiscard]] bool isTooYoung(const std::string& time) const {
    const std::optional<ChangeTime> read = readChangeTime(time);
    return options_->hold_back.count() > 0 && read &&
           read->second > now(*options_) - options_->hold_back &&
           read->second <= now(*options_) + options_->ahead_max;
  }

  // Delivers `contact`, which changed at `key.time`.
  void add(Contact contact, const SortKey& key) {
    const bool has_time = readChangeTime(key.time).has_value();
    contact.updated_at = has_time ? key.time : std::string();
    if (has_time && isCredible(key.time, *options_)) {
      raise(key);
    } else {
      ++without_time_;
    }
    bytes_ += bytesOf(contact);
    contacts_.push_back(std::move(contact));
  }

  void leaveOut() { ++without_id_; }

  // What an earlier page of this run delivered counts as well.
  void raise(const SortKey& key) {
    if (key.time >= highest_.time) {
      highest_ = key;
    }
  }

  [[nodiscard]] const SortKey& highest() const { return highest_; }

  [[nodiscard]] bool empty() const { return contacts_.empty(); }

  [[nodiscard]] ContactPage finish(const Call& call) {
    if (without_id_ + without_time_ > 0) {
      call.log(LogLevel::Warn,
               "contacts: " + std::to_string(without_id_) + " without a usable id left out, " +
                   std::to_string(without_time_) + " without a credible change time");
    }
    return {.contacts = std::move(contacts_), .checkpoint = writeKey(checkpoint())};
  }

private:
  [[nodiscard]] SortKey checkpoint() const {
    const std::optional<ChangeTime> time = readChangeTime(highest_.time);
    return time && time->second > began_ ? SortKey{writeChangeTime({began_, time->separator}), {}}
                                         : highest_;
  }

  std::vector<Contact> contacts_;
  SortKey highest_;
  std::chrono::sys_seconds began_;
  std::size_t bytes_ = 0;
  std::size_t without_id_ = 0;
  std::size_t without_time_ = 0;
  const WalkOptions* options_;
};

}  // namespace paging

}  // namespace bailey
