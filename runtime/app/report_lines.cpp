#include "app/report_lines.h"

#include "config/complaint.h"

#include <iostream>
#include <string>

namespace bailey::app {
namespace {

// How it stands after the change: "; the version before is served". Empty for what is as wanted.
std::string whatIsServed(const std::string& serving) {
  if (serving == "previous") {
    return "; the version before is served";
  }
  if (serving == "last_good") {
    return "; the last good version is served";
  }
  if (serving == "disabled") {
    return "; disabled";
  }
  return serving == "nothing" ? "; nothing is served" : "";
}

}  // namespace

void printReport(const nlohmann::json& report) {
  printComplaints(report["server_complaints"]);
  for (const auto& one : report["integrations"]) {
    const std::string change = one["change"];
    if (change == "unchanged") {
      continue;
    }
    std::cout << one["name"].get<std::string>() << ": " << change
              << (change == "removed" ? std::string() : whatIsServed(one["serving"])) << '\n';
    printComplaints(one["complaints"]);
  }
  std::cout << (report["ok"] == true ? "ok: " : "not all is as the files ask for: ")
            << "generation " << report["generation"] << " with " << report["integrations"].size()
            << " integrations\n";
}

void printComplaints(const nlohmann::json& complaints) {
  for (const auto& one : complaints) {
    std::cout << "  " << config::toLine({one["file"], one["pointer"], one["message"]}) << '\n';
  }
}

}  // namespace bailey::app
