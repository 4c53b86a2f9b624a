#include "account.h"

#include <utility>

namespace bailey::request_tracker {

// RT lets an account without the right AdminUsers search for all users and shows it hardly anything
// of them: a synchronization would run and bring nothing. So look at one that every RT has.
Task<StoredFields> validateAccount(const Rest& rest) {
  std::string version = rest.url().path("rt").text();
  const HttpResponse answer = co_await rest.get(std::move(version));
  const JsonDocument about(answer.body());
  if (about["Version"].text().empty()) {
    throw Error(Error::Code::Unavailable,
                "What answers at the configured address is not Request Tracker.");
  }
  std::string nobody = rest.url().path("user").path("Nobody").text();
  const HttpResponse response = co_await rest.get(std::move(nobody));
  const JsonDocument user(response.body());
  if (!user["LastUpdated"].present()) {
    throw Error(Error::Code::Forbidden,
                "The account is good but may not see users: give it the right AdminUsers in "
                "Request Tracker.");
  }
  StoredFields nothing;
  co_return std::move(nothing);
}

}  // namespace bailey::request_tracker
