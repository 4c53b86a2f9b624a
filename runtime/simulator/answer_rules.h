// The contract's rules for the pages of a synchronization and for an action's answer, held against
// one answer. Pure: no clock, no network. (contract.md §3.3, §5, §6)
#pragma once

#include "simulator/findings.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
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

// One run over the pages of the contacts, and what the next request must carry.
struct ContactRun {
  static constexpr std::size_t kSamplesMax = 200;

  std::unordered_map<std::string, std::string> digests;  // By id: of the contact as last answered.
  std::unordered_set<std::string> offsets;               // Every next_offset of this run.
  std::size_t idle_pages_in_row = 0;                     // Pages that brought no new contact.
  std::size_t duplicates = 0;                            // Contacts that came before in this run.
  std::size_t without_email = 0;
  std::size_t without_phone = 0;
  std::string checkpoint;       // The newest one answered, at first the one the run starts from.
  std::string page_checkpoint;  // The last page's; empty when it had none.
  std::vector<std::string> new_ids;        // Those the last page brought.
  std::optional<std::string> next_offset;  // Absent: there is no way on.
  bool ended = false;                      // The last page said that it is the last.
  nlohmann::json context;                  // Discarded when the page had none.
  std::vector<ContactSample> samples;      // The first ones that have e-mails and phones.
};

// Judges one page and takes over what it says. After a page that cannot be followed, next_offset is
// absent and the finding says why.
void checkContactPage(const nlohmann::json& page, ContactRun& run, Findings& findings);

struct Agent {
  std::string id;
  std::string name;
  std::string email;
};

struct AgentRun {
  std::vector<Agent> agents;  // Those with all their members, in order.
  std::unordered_set<std::string> ids;
  std::unordered_set<long long> offsets;
  std::size_t idle_pages_in_row = 0;
  std::optional<long long> next_offset;
};

void checkAgentPage(const nlohmann::json& page, AgentRun& run, Findings& findings);

// An action's 201 answer; false when it is no object.
bool checkActionAnswer(const nlohmann::json& answer, Findings& findings);

}  // namespace bailey::simulator
