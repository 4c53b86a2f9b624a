// Agent synchronization: all agents, page by page. (contract.md §6)
#pragma once

#include "preparation.h"
#include "record_fields.h"
#include "settings.h"

#include "bailey/plugin.hpp"

#include <cstdint>

namespace bailey::sql {

// Any thread.
class AgentPages {
public:
  AgentPages(const AgentSettings& settings, Preparation& preparation);

  [[nodiscard]] AgentPage page(const AgentSynchronizationRequest& request, Session& session) const;

private:
  Query query_;
  std::int64_t page_size_;
  RecordField id_;
  RecordField name_;
  RecordField email_;
};

}  // namespace bailey::sql
