// Agent synchronization's paging for CRMs that page in their own way. Talkdesk's offset is an
// integer (contract.md §6), so it counts agents: hand over all of them from the first on, for every
// request, and stop when told to. Keeps nothing between requests, as replicas could not share it.
#pragma once

#include "bailey/contract.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace bailey {

class AgentWalk {
public:
  explicit AgentWalk(const AgentSynchronizationRequest& request, std::size_t page_size = 200)
      : offset_(request.offset),
        page_size_(page_size) {}

  // Agents at the beginning of the list that need not be handed over. When the CRM can skip them,
  // skip() them.
  [[nodiscard]] std::int64_t toSkip() const { return offset_ - seen_; }

  void skip(std::int64_t agents) { seen_ += agents; }

  // Hands over the next agent of the list. False: the page is full, stop.
  bool take(Agent agent) {
    if (page_.agents.size() == page_size_) {
      page_.next_offset = seen_;
      return false;
    }
    if (seen_ >= offset_) {
      page_.agents.push_back(std::move(agent));
    }
    ++seen_;
    return true;
  }

  [[nodiscard]] AgentPage finish() { return std::move(page_); }

private:
  const std::int64_t offset_;
  const std::size_t page_size_;
  std::int64_t seen_ = 0;
  AgentPage page_;
};

}  // namespace bailey
