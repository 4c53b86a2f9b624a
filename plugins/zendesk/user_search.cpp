#include "user_search.h"

#include "failures.h"
#include "sideloads.h"
#include "text.h"

#include "bailey/contact_match.hpp"

#include <algorithm>
#include <utility>

namespace bailey::zendesk {
namespace {

constexpr std::size_t kLookUpsMax = 3;     // of addresses, and of numbers
constexpr std::size_t kIdentitiesMax = 2;  // users whose further addresses are asked for
constexpr std::size_t kPhoneDigitsMin = 5;

struct FoundUser {
  std::string id;
  Identities known;
};

ContactKeys keysOfUser(const FoundUser& user) {
  return {.emails = user.known.emails, .phones = user.known.phones};
}

std::vector<FoundUser> usersIn(const HttpResponse& response) {
  const JsonDocument answer(response.body());
  std::vector<FoundUser> found;
  listOf(answer, "users").forEachElement([&](JsonNode user) {
    const std::string id = user["id"].text();
    if (!isId(id) || !user["active"].boolean().value_or(true)) {
      return;
    }
    FoundUser each{id, {}};
    if (const std::string_view email = user["email"].string(); !email.empty()) {
      each.known.emails.emplace_back(email);
    }
    if (std::string phone = user["phone"].text(); !phone.empty()) {
      each.known.phones.push_back(std::move(phone));
    }
    found.push_back(std::move(each));
  });
  return found;
}

Task<std::vector<FoundUser>> search(const std::string& query, const Account& account, Call& call) {
  Url url = account.api();
  url.path("users").path("search").query("query", query);
  HttpRequest request = account.get(url);
  const HttpResponse response = co_await call.http().send(std::move(request));
  expectSuccess(response);
  co_return usersIn(response);
}

// A user is also found by an address that is not the first one, which the search does not show.
Task<> addIdentities(FoundUser& user, const Account& account, Call& call) {
  Url url = account.api();
  url.path("users").path(user.id).path("identities");
  HttpRequest request = account.get(url);
  const HttpResponse response = co_await call.http().send(std::move(request));
  if (response.status() == 404) {  // deleted since it was found
    co_return;
  }
  expectSuccess(response);
  const JsonDocument answer(response.body());
  listOf(answer, "identities").forEachElement([&](JsonNode identity) {
    addIdentity(user.known, identity);
  });
}

// Of several users with a number, those that have exactly it.
void preferExact(std::vector<FoundUser>& users, const std::string& phone) {
  const auto is_exact = [&](const FoundUser& user) {
    return std::any_of(
        user.known.phones.begin(), user.known.phones.end(), [&](const std::string& each) {
          return comparePhones(each, phone) == PhoneMatch::Exact;
        });
  };
  if (std::any_of(users.begin(), users.end(), is_exact)) {
    std::erase_if(users, [&](const FoundUser& user) { return !is_exact(user); });
  }
}

Task<std::vector<FoundUser>> searchMatching(const std::string& query,
                                            const ContactKeys& wanted,
                                            const Account& account,
                                            Call& call) {
  std::vector<FoundUser> users = co_await search(query, account, call);
  std::size_t asked = 0;
  for (FoundUser& user : users) {
    if (asked < kIdentitiesMax && !matchesContact(wanted, keysOfUser(user))) {
      ++asked;
      co_await addIdentities(user, account, call);
    }
  }
  const std::size_t strangers = keepMatching(users, wanted, &keysOfUser);
  if (strangers > 0) {
    call.log(LogLevel::Info, std::to_string(strangers) + " users found that do not match");
  }
  co_return users;
}

std::string onlyOne(const std::vector<FoundUser>& users, const Call& call) {
  if (users.size() > 1) {
    call.log(LogLevel::Info, "several users share an e-mail address or a phone number");
  }
  return users.size() == 1 ? users.front().id : std::string();
}

}  // namespace

// A phrase in quotes has no operators in it, but could end at a quote of its own.
std::string emailQuery(const std::string& email) {
  const std::string_view address = trimmed(email);
  const bool is_plain = std::all_of(address.begin(), address.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != '"' && c != '\\' && c != '*' && c != 0x7F;
  });
  if (!is_plain || !sameEmail(address, address)) {
    return {};
  }
  return "email:\"" + std::string(address) + '"';
}

// The last digits, however the number is written in Zendesk: with its country code or without.
std::string phoneQuery(const std::string& phone) {
  const std::string digits = digitsOf(phone);
  const std::size_t leading_zeros = std::min(digits.find_first_not_of('0'), digits.size());
  const std::size_t significant = digits.size() - leading_zeros;
  if (significant < kPhoneDigitsMin) {
    return {};
  }
  return "phone:*" + digits.substr(digits.size() - std::min(significant, kNationalDigitsMin));
}

Task<std::string> findUser(const std::vector<std::string>& emails,
                           const std::vector<std::string>& phones,
                           const Account& account,
                           Call& call) {
  for (std::size_t at = 0; at < std::min(emails.size(), kLookUpsMax); ++at) {
    const std::string query = emailQuery(emails[at]);
    if (query.empty()) {
      continue;
    }
    const ContactKeys wanted{.emails = {emails[at]}};
    const std::vector<FoundUser> users = co_await searchMatching(query, wanted, account, call);
    std::string id = onlyOne(users, call);
    if (!id.empty()) {
      co_return id;
    }
  }
  for (std::size_t at = 0; at < std::min(phones.size(), kLookUpsMax); ++at) {
    const std::string query = phoneQuery(phones[at]);
    if (query.empty()) {
      continue;
    }
    const ContactKeys wanted{.phones = {phones[at]}};
    std::vector<FoundUser> users = co_await searchMatching(query, wanted, account, call);
    preferExact(users, phones[at]);
    std::string id = onlyOne(users, call);
    if (!id.empty()) {
      co_return id;
    }
  }
  co_return std::string();
}

}  // namespace bailey::zendesk
