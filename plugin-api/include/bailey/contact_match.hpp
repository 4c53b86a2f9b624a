// Whether a record of a CRM belongs to the contact that was asked for. A CRM that does not know a
// filter often ignores it and returns whatever it has, so look at every record before you pass it
// on: the wrong person's data is worse than none.
#pragma once

#include "bailey/contract.hpp"
#include "bailey/email.hpp"
#include "bailey/phone.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace bailey {

// What a contact is known by. Leave out what is not known.
struct ContactKeys {
  std::string id{};
  std::vector<std::string> emails{};
  std::vector<std::string> phones{};
};

inline ContactKeys keysOf(const InteractionRetrievalRequest& request) {
  return {request.contact_id, request.contact_emails, request.contact_phones};
}

// Where both sides have an id, it alone decides: two people may share a phone. Else one e-mail or
// one phone in common makes a match. Whoever looks for a contact once more because its id is not
// known to the CRM leaves the id out of `wanted`. Nothing matches what nothing is known of.
[[nodiscard]] inline bool matchesContact(const ContactKeys& wanted, const ContactKeys& record) {
  if (!wanted.id.empty() && !record.id.empty()) {
    return wanted.id == record.id;
  }
  const auto share = [](const auto& left, const auto& right, auto same) {
    return std::any_of(left.begin(), left.end(), [&](const std::string& one) {
      return std::any_of(
          right.begin(), right.end(), [&](const std::string& other) { return same(one, other); });
    });
  };
  return share(wanted.emails, record.emails, &sameEmail) ||
         share(wanted.phones, record.phones, [](const std::string& one, const std::string& other) {
           return comparePhones(one, other) != PhoneMatch::None;
         });
}

// Takes every record out of `records` that does not match, by the keys `keys_of(record)` finds in
// it; gives their number, which is worth a log line.
template <typename Record, typename KeysOf>
std::size_t keepMatching(std::vector<Record>& records,
                         const ContactKeys& wanted,
                         KeysOf&& keys_of) {
  return std::erase_if(
      records, [&](const Record& record) { return !matchesContact(wanted, keys_of(record)); });
}

}  // namespace bailey
