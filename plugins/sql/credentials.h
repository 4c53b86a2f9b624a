// Finds out whether a request's `auth` is good, by a statement of the settings.
#pragma once

#include "preparation.h"
#include "settings.h"

#include "bailey/plugin.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bailey::sql {

// Any thread.
class Credentials {
public:
  // `settings` may be null when no auth field is configured: then every request is welcome.
  Credentials(const AuthSettings* settings,
              const std::vector<std::string>& auth_fields,
              Preparation& preparation);

  // Complains about a statement that is content with anything. Reads the database.
  void tryOut(Session& session, Complaints& complaints) const;

  // Throws Error{Unauthorized}.
  void check(JsonView auth, Session& session) const;

  // The same, and gives the fields for Talkdesk to store.
  [[nodiscard]] StoredFields fields(JsonView auth, Session& session) const;

private:
  std::optional<Query> query_;
  std::map<std::string, std::size_t> stored_;  // auth field -> column
};

}  // namespace bailey::sql
