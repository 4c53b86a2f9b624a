// Contact synchronization from a CRM that pages with a cursor of its own. (paging.hpp)
#pragma once

#include "bailey/paging.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey {

namespace paging {

constexpr std::string_view kCursorVersion = "c1|";

// Pages without a contact in a row, before a run is given up. (contract.md §9, 30)
constexpr std::size_t kEmptyPagesMax = 10;

// Ids of one instant that an offset remembers; an offset is part of every request.
constexpr std::size_t kRememberedIdsMax = 500;

// Texts in one text, with bars between them.
inline std::string join(const std::vector<std::string>& fields) {
  std::string text;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    text += at == 0 ? "" : "|";
    for (const char letter : fields[at]) {
      if (letter == '|' || letter == '\\') {
        text += '\\';
      }
      text += letter;
    }
  }
  return text;
}

inline std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> fields(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '|') {
      fields.emplace_back();
      continue;
    }
    if (text[at] == '\\' && at + 1 < text.size()) {
      ++at;
    }
    fields.back() += text[at];
  }
  return fields;
}

}  // namespace paging

// For a CRM that pages through its contacts with a cursor, or page number, of its own. Give it one
// page of the CRM's for each request. Ask for a list that is sorted by change time where the CRM
// has one, and end pages of a list that can shift (numbered pages) with finishByTime(): a contact
// that changes while the run goes on moves to its end, and its neighbours onto an earlier page.
class CursorWalk {
public:
  // `call` and `options` outlive the walk.
  CursorWalk(const ContactSynchronizationRequest& request,
             const Call& call,
             const WalkOptions& options = paging::kDefaults)
      : call_(call),
        options_(options),
        start_(paging::startOf(request, call, options)),
        page_(start_, options),
        since_(paging::earlier(start_.time, options.overlap)) {
    if (request.offset && !readOffset(*request.offset)) {
      paging::warnOfOffset(call);
    }
  }

  // Ask the CRM for what changed at this time or later; empty: everything.
  [[nodiscard]] const std::string& since() const { return since_; }

  // The CRM's own cursor for the page to ask for; empty: the first one.
  [[nodiscard]] const std::string& cursor() const { return cursor_; }

  // Hands over a contact of that page, in any order. `time` may be empty when the CRM knows none.
  void take(Contact contact, std::string time) {
    if (contact.id.empty()) {
      page_.leaveOut();
      return;
    }
    SortKey key{std::move(time), contact.id};
    taken_.emplace_back(std::move(key), std::move(contact));
  }

  // Ends the page. `next_cursor` is the CRM's cursor for what follows; empty: that was all. Throws
  // Error when the CRM repeats its cursor or gives one empty page after the other.
  [[nodiscard]] ContactPage finish(std::string next_cursor) {
    if (!next_cursor.empty() && next_cursor == cursor_) {
      throw Error(Error::Code::Unavailable, "The CRM repeats a page of its contacts.");
    }
    if (deliver()) {
      return cut();
    }
    return end(next_cursor.empty()
                   ? std::nullopt
                   : std::optional(Position{since_, std::move(next_cursor), {}, {}}));
  }

  // Ends the page; the next one starts anew at the latest change time seen so far. Needs
  // `ascending` contacts. Throws Error when a whole page brought nothing that was not known.
  [[nodiscard]] ContactPage finishByTime(bool more) {
    const std::string latest = latestTaken();
    std::vector<std::string> known = latest == since_ ? known_ : std::vector<std::string>();
    for (const auto& [key, contact] : taken_) {
      if (key.time == latest && known.size() < paging::kRememberedIdsMax) {
        known.push_back(key.id);
      }
    }
    if (deliver()) {
      return cut();
    }
    if (more && page_.empty() && latest == since_) {
      throw Error(Error::Code::Unavailable,
                  "More contacts share one change time than the CRM gives at once.");
    }
    return end(more ? std::optional(Position{latest, {}, {}, std::move(known)}) : std::nullopt);
  }

private:
  // Where the next page starts.
  struct Position {
    std::string since;
    std::string cursor;
    SortKey behind;                  // on the CRM's page, when it was cut
    std::vector<std::string> known;  // ids delivered already that changed at `since`
  };

  // version, since, cursor, highest, empty pages, behind, when the run began, ids
  bool readOffset(std::string_view text) {
    constexpr std::size_t kFixedFields = 8;
    if (!text.starts_with(paging::kCursorVersion)) {
      return false;
    }
    std::vector<std::string> fields = paging::split(text.substr(paging::kCursorVersion.size()));
    std::size_t empty_pages = 0;
    if (fields.size() < kFixedFields || !readCount(fields[4], empty_pages) ||
        !isTimeOrEmpty(fields[0]) || !isTimeOrEmpty(fields[2]) || !readChangeTime(fields[7])) {
      return false;
    }
    page_.setBegan(readChangeTime(fields[7])->second);
    since_ = std::move(fields[0]);
    cursor_ = std::move(fields[1]);
    if (const SortKey high{std::move(fields[2]), std::move(fields[3])};
        paging::isCredible(high.time, options_)) {
      page_.raise(high);
    }
    empty_pages_ = empty_pages;
    behind_ = {std::move(fields[5]), std::move(fields[6])};
    known_.assign(fields.begin() + kFixedFields, fields.end());
    return true;
  }

  static bool isTimeOrEmpty(const std::string& text) {
    return text.empty() || readChangeTime(text).has_value();
  }

  static bool readCount(const std::string& text, std::size_t& count) {
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), count);
    return failed == std::errc{} && end == text.data() + text.size();
  }

  [[nodiscard]] std::string writeOffset(const Position& next) const {
    const SortKey& high = page_.highest();
    std::vector<std::string> fields = {next.since,
                                       next.cursor,
                                       high.time,
                                       high.id,
                                       std::to_string(page_.empty() ? empty_pages_ + 1 : 0),
                                       next.behind.time,
                                       next.behind.id,
                                       paging::writeTime(page_.began())};
    fields.insert(fields.end(), next.known.begin(), next.known.end());
    return std::string(paging::kCursorVersion) + paging::join(fields);
  }

  [[nodiscard]] bool isKnown(const SortKey& key) const {
    return (!behind_.id.empty() && key <= behind_) ||
           (key.time == since_ && std::find(known_.begin(), known_.end(), key.id) != known_.end());
  }

  [[nodiscard]] std::string latestTaken() const {
    std::string latest = since_;
    for (const auto& [key, contact] : taken_) {
      if (readChangeTime(key.time) && paging::isCredible(key.time, options_)) {
        latest = std::max(latest, key.time);
      }
    }
    return latest;
  }

  // Delivers what was taken, in order; true when the page was full before the end.
  bool deliver() {
    std::sort(taken_.begin(), taken_.end(), [](const auto& left, const auto& right) {
      return left.first < right.first;
    });
    for (auto& [key, contact] : taken_) {
      if (isKnown(key) || page_.isTooYoung(key.time)) {
        continue;
      }
      if (page_.isFull()) {
        return true;
      }
      last_ = key;
      page_.add(std::move(contact), key);
    }
    return false;
  }

  // The CRM's page does not fit on one of ours: the next request asks for it again.
  [[nodiscard]] ContactPage cut() { return end(Position{since_, cursor_, last_, known_}); }

  [[nodiscard]] ContactPage end(const std::optional<Position>& next) {
    if (next && page_.empty() && empty_pages_ + 1 > paging::kEmptyPagesMax) {
      throw Error(Error::Code::Unavailable, "The CRM gives one empty page after the other.");
    }
    std::optional<std::string> offset;
    if (next) {
      offset = writeOffset(*next);
    }
    ContactPage page = page_.finish(call_);
    if (next && !options_.ascending) {
      page.checkpoint = paging::writeKey(start_);
    }
    page.next_offset = std::move(offset);
    return page;
  }

  const Call& call_;
  const WalkOptions& options_;
  SortKey start_;
  paging::Page page_;
  std::string since_;
  std::string cursor_;
  SortKey behind_;
  SortKey last_;
  std::vector<std::string> known_;
  std::size_t empty_pages_ = 0;
  std::vector<std::pair<SortKey, Contact>> taken_;
};

}  // namespace bailey
