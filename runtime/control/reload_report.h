// What came of a reload: what changed, what was refused and why, and what is served now.
#pragma once

#include "config/complaint.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::control {

enum class Change : std::uint8_t {
  Unset = 0,
  Unchanged,
  Added,
  Changed,
  Removed,
  Refused,  // what the file asks for is not served; `serving` says what is
};

enum class Serving : std::uint8_t {
  Unset = 0,  // nothing: its callers are refused
  Wanted,     // what the file asks for
  Previous,   // what was served before
  LastGood,   // the last version that proved good, from the state folder
  Disabled,   // nothing, as an operator asked
};

struct IntegrationReport {
  std::string name;
  Change change = Change::Unset;
  Serving serving = Serving::Unset;
  std::vector<config::Complaint> complaints;  // with Refused: at least one
};

struct ReloadReport {
  std::uint64_t generation = 0;  // what is served now
  std::vector<IntegrationReport> integrations;
  bool server_changed = false;  // its settings or its certificate are others than before
  std::vector<config::Complaint> server_complaints;  // the server's own settings were not taken

  // Everything that the files ask for is served.
  [[nodiscard]] bool ok() const;

  [[nodiscard]] std::vector<config::Complaint> allComplaints() const;
};

std::string_view nameOf(Change change);
std::string_view nameOf(Serving serving);

}  // namespace bailey::control
