// The contract's rules for the pages of a synchronization and for an action's answer, held against
// one answer. Pure: no clock, no network. (contract.md §3.3, §5, §6)
#pragma once

#include "simulator/findings.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace bailey::simulator {

// Somebody whose interactions can be asked for.
struct ContactSample {
  std::string id;
  std::string name;
  std::vector<std::string> emails;
  std::vector<std::string> phones;
};

// One run over all pages of the contacts, and what the next request must carry.
struct ContactRun {
  static constexpr std::size_t kSamplesMax = 200;

  std::unordered_set<std::string> ids;
  std::unordered_set<std::string> offsets;  // Every next_offset of this run.
  std::size_t idle_pages_in_row = 0;        // Pages that brought no new contact.
  std::string checkpoint;                   // The newest one answered.
  std::optional<std::string> next_offset;   // Absent: the run has ended.
  nlohmann::json context;                   // Discarded when the page had none.
  std::vector<ContactSample> samples;       // The first ones that have e-mails and phones.
};

// Judges one page and takes over what it says. After a page that cannot be followed, next_offset is
// absent and the finding says why.
void checkContactPage(const nlohmann::json& page, ContactRun& run, Findings& findings);

struct AgentRun {
  std::unordered_set<std::string> ids;
  std::unordered_set<long long> offsets;
  std::size_t idle_pages_in_row = 0;
  std::optional<long long> next_offset;
  std::string first_id;
};

void checkAgentPage(const nlohmann::json& page, AgentRun& run, Findings& findings);

// An action's 201 answer; the id of what it created, when it names one.
std::optional<std::string> checkActionAnswer(const nlohmann::json& answer, Findings& findings);

}  // namespace bailey::simulator
