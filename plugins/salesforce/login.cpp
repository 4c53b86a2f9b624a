#include "login.h"

#include "connection.h"
#include "soql.h"

#include <utility>

namespace bailey::salesforce {

// Reads a contact, because that takes what the other operations take: a good token, API access,
// this version, and permission for contacts. (The userinfo endpoint needs a scope of its own and
// answers 403 for a bad token.) Talkdesk is to keep the address as it was understood.
Task<StoredFields> validateLogin(const Settings& settings,
                                 const AuthValidationRequest& request,
                                 Call& call) {
  const Connection connection(settings, request.auth, call);
  std::string soql = select({"Id"}, "Contact") + " LIMIT 1";
  (void)co_await connection.query(std::move(soql));
  StoredFields stored;
  if (settings.base_url.empty()) {
    stored.emplace(settings.instance_field, connection.org().address());
  }
  co_return stored;
}

}  // namespace bailey::salesforce
