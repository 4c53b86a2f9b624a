#include "control/reload_report.h"

#include <algorithm>

namespace bailey::control {

bool ReloadReport::ok() const {
  return server_complaints.empty() &&
         std::none_of(integrations.begin(), integrations.end(), [](const IntegrationReport& one) {
           return one.change == Change::Refused;
         });
}

std::vector<config::Complaint> ReloadReport::allComplaints() const {
  std::vector<config::Complaint> all = server_complaints;
  for (const IntegrationReport& one : integrations) {
    all.insert(all.end(), one.complaints.begin(), one.complaints.end());
  }
  return all;
}

std::string_view nameOf(Change change) {
  switch (change) {
    case Change::Unchanged:
      return "unchanged";
    case Change::Added:
      return "added";
    case Change::Changed:
      return "changed";
    case Change::Removed:
      return "removed";
    case Change::Refused:
      return "refused";
    default:
      return "unset";
  }
}

std::string_view nameOf(Serving serving) {
  switch (serving) {
    case Serving::Wanted:
      return "wanted";
    case Serving::Previous:
      return "previous";
    case Serving::LastGood:
      return "last_good";
    case Serving::Disabled:
      return "disabled";
    default:
      return "nothing";
  }
}

}  // namespace bailey::control
