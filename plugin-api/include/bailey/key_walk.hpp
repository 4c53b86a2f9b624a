// Contact synchronization from a CRM that can be asked for what lies behind a key. (paging.hpp)
#pragma once

#include "bailey/paging.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace bailey {

// For a CRM that can be asked for the contacts behind a key, ascending by change time, then id.
class KeyWalk {
public:
  // `call` and `options` outlive the walk.
  KeyWalk(const ContactSynchronizationRequest& request,
          const Call& call,
          const WalkOptions& options = paging::kDefaults)
      : call_(call),
        options_(options),
        page_(paging::startOf(request, call, options), options),
        after_(firstKey()) {
    if (!request.offset) {
      return;
    }
    if (!readOffset(*request.offset)) {
      paging::warnOfOffset(call);
    }
  }

  // Ask the CRM for contacts whose key is greater than this, in ascending order.
  [[nodiscard]] const SortKey& after() const { return after_; }

  // Ask for so many: one more than fits on a page tells whether there is another one.
  [[nodiscard]] std::size_t limit() const { return options_.page_size + 1; }

  // Hands over the next contact; `key.time` may be empty when the CRM knows none. False: stop, this
  // contact belongs to the next page or run. Throws Error when the order is broken.
  bool take(Contact contact, const SortKey& key) {
    if (seen_ == options_.page_size || (page_.isFull() && last_)) {
      more_ = true;
      return false;
    }
    ++seen_;
    if (contact.id.empty() || key.id.empty()) {
      page_.leaveOut();
      return true;
    }
    if (readChangeTime(key.time)) {
      if (last_ && key.time < last_->time) {
        throw Error(Error::Code::Unavailable, "The CRM does not give its contacts in order.");
      }
      if (page_.isTooYoung(key.time)) {
        return false;  // and so is whatever follows: it all waits for the next run
      }
      last_ = key;
    }
    page_.add(std::move(contact), key);
    return true;
  }

  [[nodiscard]] ContactPage finish() {
    ContactPage page = page_.finish(call_);
    if (more_) {
      if (!last_) {
        call_.log(LogLevel::Error, "contacts: a whole page without usable ids and change times");
        throw Error(Error::Code::Unavailable, "The CRM's contacts cannot be read in order.");
      }
      page.next_offset =
          std::string(kVersion) + paging::writeTime(page_.began()) + '|' + paging::writeKey(*last_);
    }
    return page;
  }

private:
  static constexpr std::string_view kVersion = "k1|";

  // version, when the run began, behind which contact to go on
  bool readOffset(std::string_view text) {
    if (!text.starts_with(kVersion)) {
      return false;
    }
    text.remove_prefix(kVersion.size());
    const std::size_t bar = text.find('|');
    const std::optional<ChangeTime> began = readChangeTime(text.substr(0, bar));
    const auto key =
        paging::readKey(bar == std::string_view::npos ? "" : text.substr(bar + 1), options_);
    if (!began || !key) {
      return false;
    }
    page_.setBegan(began->second);
    after_ = *key;  // may lie ahead of the time: contacts with such times are walked through too
    if (paging::isCredible(key->time, options_)) {
      page_.raise(*key);
    }
    return true;
  }

  // One second more than the overlap, because the CRM leaves out what equals its start.
  [[nodiscard]] SortKey firstKey() const {
    return {paging::earlier(page_.highest().time, options_.overlap + std::chrono::seconds(1)), {}};
  }

  const Call& call_;
  const WalkOptions& options_;
  paging::Page page_;
  SortKey after_;
  std::optional<SortKey> last_;  // the last contact that a next page can start behind
  std::size_t seen_ = 0;
  bool more_ = false;
};

}  // namespace bailey
