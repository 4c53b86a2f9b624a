// Contact synchronization by Zendesk's incremental export of users, one page for each request.
#pragma once

#include "account.h"
#include "settings.h"

#include "bailey/cursor_walk.hpp"
#include "bailey/plugin.hpp"

namespace bailey::zendesk {

class ContactPages {
public:
  explicit ContactPages(const ContactSettings& settings);

  // All that it takes by reference outlives the task.
  [[nodiscard]] Task<ContactPage> page(const ContactSynchronizationRequest& request,
                                       const Account& account,
                                       Call& call) const;

private:
  // What one page of Zendesk's was.
  struct Taken {
    bool any = false;         // a contact was among its users
    std::string next_cursor;  // empty: that was all
  };

  [[nodiscard]] Url urlOf(const Account& account,
                          const std::string& since,
                          const std::string& cursor) const;
  [[nodiscard]] Taken take(const HttpResponse& response,
                           const Account& account,
                           CursorWalk& walk) const;

  ContactSettings settings_;
  WalkOptions options_;
};

}  // namespace bailey::zendesk
