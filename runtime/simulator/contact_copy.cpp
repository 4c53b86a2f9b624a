#include "simulator/contact_copy.h"

#include <algorithm>

namespace bailey::simulator {

void ContactCopy::take(const std::vector<std::string>& ids, const ContactRun& run) {
  for (const std::string& id : ids) {
    const std::string& digest = run.digests.at(id);
    const auto [known, is_new] = digests_.try_emplace(id, digest);
    if (is_new) {
      ++changes_.added;
    } else if (known->second == digest) {
      ++changes_.unchanged;
    } else {
      known->second = digest;
      ++changes_.updated;
    }
  }
}

std::size_t ContactCopy::countMissingFrom(const ContactRun& run) const {
  return static_cast<std::size_t>(
      std::count_if(digests_.begin(), digests_.end(), [&run](const auto& contact) {
        return !run.digests.contains(contact.first);
      }));
}

}  // namespace bailey::simulator
