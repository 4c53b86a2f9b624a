#include "app/report_lines.h"

#include "config/complaint.h"

#include <iostream>
#include <string>

namespace bailey::app {
namespace {

std::string whatIsServed(const std::string& serving) {
  if (serving == "previous") {
    return "; the version before is served";
  }
  return serving == "last_good" ? "; the last good version is served" : "; nothing is served";
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
              << (change == "refused" ? whatIsServed(one["serving"]) : std::string()) << '\n';
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
