// answers.interactions_same: whichever way a contact is found, what happened with it is the same.
#include "conformance/checks.h"
#include "conformance/contact_run.h"
#include "conformance/hints.h"

#include "bailey/email.hpp"
#include "bailey/phone.hpp"

#include <algorithm>
#include <map>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using talkdesk::Operation;
using Contacts = std::vector<SyncedContact>;
using Interactions = std::map<std::string, json>;  // by their ids

constexpr std::size_t kComparedMax = 5;
constexpr std::size_t kLookedAtMax = 50;
constexpr std::size_t kNamedMax = 3;

// Fewer digits are an extension or a number without its area, which strangers share.
constexpr std::size_t kPhoneDigitsMin = kNationalDigitsMin;

Contacts contactsOf(const ContactRun& run) {
  Contacts all;
  for (const SyncedPage& page : run.pages) {
    all.insert(all.end(), page.contacts.begin(), page.contacts.end());
  }
  return all;
}

// Those of `texts` that no other contact has.
template <typename Same>
std::vector<std::string> onlyOf(const SyncedContact& contact,
                                std::vector<std::string> SyncedContact::*texts,
                                const Contacts& all,
                                const Same& same) {
  std::vector<std::string> own;
  for (const std::string& text : contact.*texts) {
    const bool is_shared = std::any_of(all.begin(), all.end(), [&](const SyncedContact& other) {
      return other.id != contact.id &&
             std::any_of((other.*texts).begin(),
                         (other.*texts).end(),
                         [&](const std::string& another) { return same(text, another); });
    });
    if (!is_shared) {
      own.push_back(text);
    }
  }
  return own;
}

// "by e-mail" and "by phone", each with the contact of a request, where nobody else is meant.
std::map<std::string, json> ownWaysTo(const SyncedContact& contact, const Contacts& all) {
  const auto emails = onlyOf(contact, &SyncedContact::emails, all, &sameEmail);
  auto phones = onlyOf(
      contact, &SyncedContact::phones, all, [](const std::string& one, const std::string& other) {
        return comparePhones(one, other) != PhoneMatch::None;
      });
  std::erase_if(phones,
                [](const std::string& phone) { return digitsOf(phone).size() < kPhoneDigitsMin; });
  std::map<std::string, json> ways;
  if (!emails.empty()) {
    ways["by e-mail"] = {{"contact_emails", emails}};
  }
  if (!phones.empty()) {
    ways["by phone"] = {{"contact_phones", phones}};
  }
  return ways;
}

// As Talkdesk gets them. `asked` is good.
Interactions interactionsOf(const Asked& asked) {
  Interactions found;
  for (const json& interaction : json::parse(asked.body, nullptr, /*allow_exceptions=*/false)) {
    found[interaction.at("id").dump()] = interaction;
  }
  return found;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t at = 0; at < std::min(names.size(), kNamedMax); ++at) {
    text += (at == 0 ? "" : ", ") + names[at];
  }
  return text + (names.size() > kNamedMax ? ", ..." : "");
}

// The members in which two interactions differ.
std::vector<std::string> differingMembers(const json& left, const json& right) {
  std::vector<std::string> names;
  for (const auto& [name, value] : left.items()) {
    if (!right.contains(name) || right.at(name) != value) {
      names.push_back(name);
    }
  }
  for (const auto& [name, value] : right.items()) {
    if (!left.contains(name)) {
      names.push_back(name);
    }
  }
  return names;
}

// What was seen, and what may be the cause; nothing seen is nothing wrong.
struct Difference {
  std::string seen;
  std::string hint;
};

Difference missingFrom(const Interactions& by_id, const Interactions& other) {
  std::vector<std::string> missing;
  for (const auto& [id, interaction] : by_id) {
    if (!other.contains(id)) {
      missing.push_back(id);
    }
  }
  if (missing.empty()) {
    return {};
  }
  return {std::to_string(missing.size()) + " of the " + std::to_string(by_id.size()) +
              " interactions found by id are missing: " + listed(missing),
          other.empty()
              ? "Is the contact found at all? The CRM has addresses and numbers as people "
                "type them: comparePhones(), e164() and sameEmail() see through that"
              : "Let every way lead to the contact's id first, and ask the CRM once from "
                "there on"};
}

// What `other` has and has not that the lookup by id gives.
Difference differenceFrom(const Interactions& by_id, const Interactions& other) {
  if (Difference missing = missingFrom(by_id, other); !missing.seen.empty()) {
    return missing;
  }
  std::vector<std::string> more;
  for (const auto& [id, interaction] : other) {
    const auto same = by_id.find(id);
    if (same == by_id.end()) {
      more.push_back(id);
    } else if (const auto names = differingMembers(same->second, interaction); !names.empty()) {
      return {"interaction " + id + " differs from the one by id in " + listed(names),
              "Make interactions of the CRM's records in one place, whichever way they were found"};
    }
  }
  if (more.empty()) {
    return {};
  }
  return {
      "these are found that are not found by id: " + listed(more),
      "Did the CRM ignore the filter, or match a part of it? keepMatching() takes out what is not "
      "the contact's"};
}

// Compares contact after contact.
class Comparison {
public:
  Comparison(Trial& trial, const Contacts& contacts) : trial_(trial), contacts_(contacts) {}

  Outcome run() {
    for (const SyncedContact& contact : contacts_) {
      if (looked_at_ == kLookedAtMax || with_interactions_ == kComparedMax) {
        break;
      }
      const auto ways = ownWaysTo(contact, contacts_);
      if (ways.empty()) {
        continue;
      }
      ++looked_at_;
      const auto fault = compare(contact, ways);
      if (fault) {
        return *fault;
      }
    }
    return compared_.empty() ? skipped("no contact has an e-mail address or number of its own")
                             : passed(told());
  }

private:
  Asked ask(const std::string& place, const json& contact) {
    trial_.trying(place);
    return trial_.caller().ask(Operation::InteractionRetrieval,
                               requestOf(trial_.auth(), nullptr, contact));
  }

  // What is wrong, or nothing.
  std::optional<Outcome> compare(const SyncedContact& contact,
                                 const std::map<std::string, json>& ways) {
    const std::string name = "contact " + contact.id;
    const json by_id = {{"contact_external_id", contact.id}};
    const Asked asked = ask(name + " by id", by_id);
    if (!asked.good()) {
      return failed(name + " by id", trial_.printable(asked.summary()));
    }
    const Interactions wanted = interactionsOf(asked);
    if (wanted.size() >= trial_.profile().dialect.interactions_max) {
      return std::nullopt;  // the host cuts the list, and of one instant maybe others each time
    }
    with_interactions_ += wanted.empty() ? 0U : 1U;
    for (const auto& [way, data] : ways) {
      const Asked other = ask(name + " " + way, data);
      if (!other.good()) {
        return failed(name + " " + way, trial_.printable(other.summary()), hintFor(other));
      }
      const Difference difference = differenceFrom(wanted, interactionsOf(other));
      if (!difference.seen.empty() && isUnchanged(name, by_id, wanted)) {
        return failed(name + " " + way, trial_.printable(difference.seen), difference.hint);
      }
      ++compared_[way];
      interactions_ += wanted.size();
    }
    return std::nullopt;
  }

  // Somebody may work with the CRM meanwhile.
  bool isUnchanged(const std::string& name, const json& by_id, const Interactions& before) {
    const Asked again = ask(name + " by id once more", by_id);
    return again.good() && interactionsOf(again) == before;
  }

  // "by e-mail 5 contacts, by phone 4 contacts, with 9 interactions, as by id"
  [[nodiscard]] std::string told() const {
    std::string text;
    for (const auto& [way, count] : compared_) {
      text += way + " " + std::to_string(count) + " contacts, ";
    }
    return text + "with " + std::to_string(interactions_) + " interactions, as by id";
  }

  Trial& trial_;
  const Contacts& contacts_;
  std::size_t looked_at_ = 0;
  std::size_t with_interactions_ = 0;
  std::size_t interactions_ = 0;
  std::map<std::string, std::size_t> compared_;
};

Outcome same(Trial& trial) {
  if (!trial.serves(Operation::InteractionRetrieval)) {
    return skipped("the manifest does not name interaction_retrieval");
  }
  if (!trial.serves(Operation::ContactSynchronization)) {
    return skipped("no contact is known to ask for");
  }
  const Contacts contacts = contactsOf(trial.fullRun());
  return Comparison(trial, contacts).run();
}

constexpr Check kChecks[] = {
    {"answers.interactions_same",
     "A contact found by an e-mail address or phone number of its own has the interactions that it "
     "has by id",
     "contract 4",
     "Let every way lead to the contact's id first, and one piece of code from there on",
     "answers.interactions_known",
     &same},
};

}  // namespace

std::span<const Check> interactionMatchChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
