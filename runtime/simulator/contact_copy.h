// The contacts Talkdesk has of one account, and what a run changes of them.
#pragma once

#include "simulator/contact_sync.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace bailey::simulator {

struct ContactChanges {
  std::size_t added = 0;
  std::size_t updated = 0;
  std::size_t unchanged = 0;
};

class ContactCopy {
public:
  // Digests by id.
  explicit ContactCopy(std::map<std::string, std::string> digests) : digests_(std::move(digests)) {}

  // Takes over contacts of a page: those with these ids.
  void take(const std::vector<std::string>& ids, const ContactRun& run);

  // Of all that was taken.
  [[nodiscard]] const ContactChanges& changes() const { return changes_; }

  [[nodiscard]] const std::map<std::string, std::string>& digests() const { return digests_; }

  // Contacts of the copy that a run over everything did not bring. The contract says nothing of
  // deleted contacts, so they stay.
  [[nodiscard]] std::size_t countMissingFrom(const ContactRun& run) const;

private:
  std::map<std::string, std::string> digests_;
  ContactChanges changes_;
};

}  // namespace bailey::simulator
