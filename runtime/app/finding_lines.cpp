#include "app/finding_lines.h"

#include "config/complaint.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace bailey::app {
namespace {

using documents::Finding;
using documents::Severity;

std::ptrdiff_t countOf(Severity severity, const std::vector<Finding>& findings) {
  return std::count_if(findings.begin(), findings.end(), [severity](const Finding& finding) {
    return finding.severity == severity;
  });
}

std::string counted(std::ptrdiff_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace

std::string toLine(const Finding& finding) {
  std::string message = std::string(nameOf(finding.severity)) + ": " + finding.message;
  if (!finding.hint.empty()) {
    message += " (" + finding.hint + ")";
  }
  return config::toLine({finding.document, finding.pointer, std::move(message)});
}

std::string toJsonText(const std::vector<Finding>& findings) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const Finding& finding : findings) {
    list.push_back({{"document", finding.document},
                    {"severity", nameOf(finding.severity)},
                    {"pointer", finding.pointer},
                    {"message", finding.message},
                    {"hint", finding.hint}});
  }
  const Json report = {{"findings", std::move(list)},
                       {"errors", countOf(Severity::Error, findings)},
                       {"warnings", countOf(Severity::Warning, findings)},
                       {"notes", countOf(Severity::Note, findings)}};
  // File names need not be UTF-8.
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string summaryOf(const std::vector<Finding>& findings) {
  return counted(countOf(Severity::Error, findings), "error") + ", " +
         counted(countOf(Severity::Warning, findings), "warning") + ", " +
         counted(countOf(Severity::Note, findings), "note");
}

}  // namespace bailey::app
