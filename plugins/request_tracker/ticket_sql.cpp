#include "ticket_sql.h"

#include "user_fields.h"

#include "bailey/phone.hpp"

#include <algorithm>
#include <cstddef>

namespace bailey::request_tracker {
namespace {

constexpr std::size_t kSearchedMax = 10;    // addresses, or numbers: a search has an end
constexpr std::size_t kPhoneDigitsMin = 7;  // fewer are found in half of all numbers
constexpr std::size_t kIdDigitsMax = 18;

void addTerm(std::string& terms, std::string_view term) {
  (terms += terms.empty() ? "" : " OR ") += term;
}

// Something that can be an address. A backslash is allowed in none that anybody has.
bool isAddress(std::string_view email) {
  return email.find('@') != std::string_view::npos &&
         std::none_of(email.begin(), email.end(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ' || c == '\\' || c == '\x7f';
         });
}

// "2%1%0" of "210".
std::string apart(std::string_view digits) {
  std::string pattern;
  for (const char digit : digits) {
    (pattern += pattern.empty() ? "" : "%") += digit;
  }
  return pattern;
}

}  // namespace

std::string literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return out += '\'';
}

bool isId(std::string_view id) {
  return !id.empty() && id.size() <= kIdDigitsMax &&
         std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string requestorIs(std::string_view id) {
  return "Requestor.id = " + std::string(id);
}

std::string requestorHasEmail(const std::vector<std::string>& emails) {
  std::string terms;
  std::size_t count = 0;
  for (const std::string& email : emails) {
    if (isAddress(email) && count < kSearchedMax) {
      addTerm(terms, "Requestor.EmailAddress = " + literal(email));
      ++count;
    }
  }
  return terms;
}

std::string requestorHasPhone(const std::vector<std::string>& phones) {
  std::string terms;
  std::size_t count = 0;
  for (const std::string& phone : phones) {
    std::string digits = digitsOf(phone);
    if (digits.size() < kPhoneDigitsMin || count == kSearchedMax) {
      continue;
    }
    ++count;
    digits.erase(0, digits.size() - std::min(digits.size(), kNationalDigitsMin));
    for (const std::string_view field : kPhoneFields) {
      addTerm(terms, "Requestor." + std::string(field) + " LIKE " + literal(apart(digits)));
    }
  }
  return terms;
}

std::string transactionsOf(const std::vector<std::string>& ticket_ids,
                           const std::vector<std::string_view>& types) {
  std::string tickets;
  for (const std::string& id : ticket_ids) {
    addTerm(tickets, "ObjectId = " + id);
  }
  std::string kinds;
  for (const std::string_view type : types) {
    addTerm(kinds, "Type = " + literal(type));
  }
  return "ObjectType = 'RT::Ticket' AND (" + tickets + ") AND (" + kinds + ")";
}

}  // namespace bailey::request_tracker
