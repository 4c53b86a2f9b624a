// A run of contact synchronization as Talkdesk does it: page after page until none follows.
#pragma once

#include "conformance/trial.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace bailey::conformance {

struct SyncedContact {
  std::string id;
  std::string updated_at;  // empty when the plugin gives none
  std::vector<std::string> emails;
  std::vector<std::string> phones;
};

struct SyncedPage {
  nlohmann::json meta;  // of the request
  std::vector<SyncedContact> contacts;
  std::string checkpoint;      // empty: the answer has none that is text
  nlohmann::json next_offset;  // as the plugin gave it; null when the run is over
  nlohmann::json context;      // to go with next_offset; null when there is none
};

struct ContactRun {
  std::vector<SyncedPage> pages;
  std::string broken_at;  // "page 3"; empty when the run came to its end
  std::string broken_by;  // what happened there
  std::string hint;       // and what may be the cause; empty when nobody knows
  std::vector<std::string> warnings;

  [[nodiscard]] bool complete() const { return broken_by.empty(); }

  [[nodiscard]] std::set<std::string> ids() const;

  // "8 pages, 1500 contacts"
  [[nodiscard]] std::string summary() const;
};

// A whole run with the good credentials; without `checkpoint` it is a full one.
ContactRun runContacts(Trial& trial, const std::optional<std::string>& checkpoint);

// One page. `asked` is what came of the request; the page is empty when that is not good.
SyncedPage readContactPage(const Asked& asked, nlohmann::json meta);

// `meta` of the request for the page behind `page`.
nlohmann::json metaBehind(const SyncedPage& page, const nlohmann::json& first_meta);

std::set<std::string> idsOf(const SyncedPage& page);

}  // namespace bailey::conformance
