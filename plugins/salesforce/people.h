// Looks for the Contact or Lead that an e-mail or a phone number belongs to.
#pragma once

#include "connection.h"
#include "settings.h"

#include "bailey/contact_match.hpp"
#include "bailey/task.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace bailey::salesforce {

struct Person {
  ContactKeys keys;  // its id, and the e-mails or phones it was found by
  bool is_lead = false;
};

struct Found {
  std::vector<Person> people;  // each is the only one with one of the wanted keys
  std::size_t shared = 0;      // wanted keys that several people have: they say nothing
};

// The one person for each e-mail, or else phone, of `wanted`; its id is not looked at. Of one key a
// contact counts before a lead, and the same number before one without its country code. Pure.
[[nodiscard]] Found onlyMatches(const std::vector<Person>& candidates, const ContactKeys& wanted);

// All arguments live until it is done. Leads are looked at when the settings have them.
[[nodiscard]] Task<Found> findByEmails(const Connection& connection,
                                       const Settings& settings,
                                       const std::vector<std::string>& emails);

[[nodiscard]] Task<Found> findByPhones(const Connection& connection,
                                       const Settings& settings,
                                       const std::vector<std::string>& phones);

// By e-mail, and when that finds nobody, by phone.
[[nodiscard]] Task<Found> findPeople(const Connection& connection,
                                     const Settings& settings,
                                     const ContactKeys& wanted);

}  // namespace bailey::salesforce
