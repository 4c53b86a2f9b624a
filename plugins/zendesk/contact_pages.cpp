#include "contact_pages.h"

#include "contact_mapping.h"
#include "failures.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace bailey::zendesk {
namespace {

using std::chrono::seconds;

// Pages without a contact (agents, deleted users) are skipped within one request, so that many of
// them do not look like a CRM that does not get on. Zendesk allows ten requests a minute.
constexpr int kPagesMax = 4;

// A start_time within the last minute is refused.
constexpr seconds kYoungest{61};

// `since` as a walk has it, in seconds since 1970; 0 for everything.
std::int64_t startTime(const std::string& since) {
  const std::optional<ChangeTime> time = readChangeTime(since);
  if (!time) {
    return 0;
  }
  const auto now = std::chrono::floor<seconds>(std::chrono::system_clock::now());
  const std::int64_t start = std::min(time->second, now - kYoungest).time_since_epoch().count();
  return std::max<std::int64_t>(start, 0);
}

// Whether Zendesk says that a cursor is none of its own (any more).
bool refusesCursor(const HttpResponse& response) {
  return response.status() == 400 || response.status() == 422;
}

}  // namespace

ContactPages::ContactPages(const ContactSettings& settings) : settings_(settings) {
  options_.page_size =
      settings.page_size;  // a whole page of Zendesk's, so that none is asked twice
}

Task<ContactPage> ContactPages::page(const ContactSynchronizationRequest& request,
                                     const Account& account,
                                     Call& call) const {
  ContactSynchronizationRequest from = request;
  std::optional<CursorWalk> walk;
  walk.emplace(from, call, options_);
  std::string cursor = walk->cursor();
  for (int pages = 1;; ++pages) {
    HttpRequest ask = account.get(urlOf(account, walk->since(), cursor));
    const HttpResponse response = co_await call.http().send(std::move(ask));
    if (!cursor.empty() && from.offset && refusesCursor(response)) {
      call.log(LogLevel::Warn, "Zendesk refuses a cursor: starting this run again");
      from.offset.reset();
      walk.emplace(from, call, options_);
      cursor.clear();
      continue;
    }
    expectSuccess(response);
    Taken taken = take(response, account, *walk);
    const bool gets_on = !taken.next_cursor.empty() && taken.next_cursor != cursor;
    if (taken.any || !gets_on || pages >= kPagesMax || call.cancelled()) {
      if (!gets_on && !taken.next_cursor.empty()) {
        throw Error(Error::Code::Unavailable, "Zendesk repeats a page of its users.");
      }
      co_return walk->finish(std::move(taken.next_cursor));
    }
    cursor = std::move(taken.next_cursor);
  }
}

// With a cursor Zendesk does not look at start_time, but its description wants it all the same.
Url ContactPages::urlOf(const Account& account,
                        const std::string& since,
                        const std::string& cursor) const {
  Url url = account.api();
  url.path("incremental").path("users").path("cursor");
  url.query("start_time", startTime(since));
  if (!cursor.empty()) {
    url.query("cursor", cursor);
  }
  url.query("per_page", static_cast<std::int64_t>(settings_.page_size));
  url.query("include", "organizations,identities");
  return url;
}

ContactPages::Taken ContactPages::take(const HttpResponse& response,
                                       const Account& account,
                                       CursorWalk& walk) const {
  const JsonDocument answer(response.body());
  const JsonNode users = listOf(answer, "users");
  const std::optional<bool> is_end = answer["end_of_stream"].boolean();
  Taken taken;
  taken.next_cursor = is_end == true ? std::string() : answer["after_cursor"].text();
  if (!is_end || (!*is_end && taken.next_cursor.empty())) {
    throw Error(Error::Code::Unavailable, "Zendesk does not say where its users go on.");
  }
  const Sideloads beside(answer.root());
  users.forEachElement([&](JsonNode user) {
    if (isContact(user, settings_)) {
      taken.any = true;
      walk.take(toContact(user, beside, settings_, account.origin()), user["updated_at"].text());
    }
  });
  return taken;
}

}  // namespace bailey::zendesk
