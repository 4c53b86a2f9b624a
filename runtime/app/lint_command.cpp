#include "app/command.h"
#include "app/finding_lines.h"
#include "app/whole_file.h"
#include "config/complaint.h"
#include "config/json_text.h"
#include "documents/image.h"
#include "documents/lint.h"

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bailey::app {
namespace {

using documents::Finding;
using documents::ImageUse;

constexpr std::size_t kImageBytesMax = 16 * 1024 * 1024;

const command_line::Syntax kSyntax = {
    "bailey lint",
    "Looks through configuration documents for Talkdesk, of any origin and in both forms. Give "
    "those of one integration together: names and providers are compared too.",
    {"FILE..."},
    {{"cti", "", "the account wants CTI, for which Talkdesk asks for agents"},
     {"logo", "FILE", "the image behind logo_url, PNG or JPEG, to measure it"},
     {"icon", "FILE", "the image behind icon_url"},
     {"json", "", "print JSON, for machines"}},
    "Exit code: 0 without errors, 1 with, 2 for a wrong call."};

using Findings = std::vector<Finding>;

void addError(Findings& findings, const std::string& file, std::string pointer, std::string why) {
  findings.push_back(
      {file, documents::Severity::Error, std::move(pointer), std::move(why), std::string()});
}

// Nothing after a mistake that leaves no document; each mistake is a finding.
std::optional<documents::NamedDocument> readDocument(const std::string& file, Findings& findings) {
  const auto text = readWholeFile(file, config::kFileBytesMax);
  if (!text.ok()) {
    addError(findings, file, "", text.error().message);
    return std::nullopt;
  }
  config::Complaints complaints(file);
  auto content = config::readJson(text.value(), complaints);
  for (const config::Complaint& complaint : complaints.list()) {
    addError(findings, file, complaint.pointer, complaint.message);
  }
  if (!content) {
    return std::nullopt;
  }
  return documents::NamedDocument{file, std::move(*content)};
}

void measure(const std::string& file, ImageUse use, Findings& findings) {
  const auto bytes = readWholeFile(file, kImageBytesMax);
  if (!bytes.ok()) {
    addError(findings, file, "", bytes.error().message);
    return;
  }
  for (Finding& finding : documents::lintImage(file, bytes.value(), use)) {
    findings.push_back(std::move(finding));
  }
}

// By file as they were given, then by place; images come last.
void sortByFile(const std::vector<std::string>& files, Findings& findings) {
  const auto position = [&files](const Finding& finding) {
    return std::find(files.begin(), files.end(), finding.document) - files.begin();
  };
  std::stable_sort(
      findings.begin(), findings.end(), [&position](const Finding& one, const Finding& other) {
        const auto left = position(one);
        const auto right = position(other);
        return left != right ? left < right
                             : documents::pointerPrecedes(one.pointer, other.pointer);
      });
}

int lint(const command_line::Arguments& given) {
  Findings findings;
  std::vector<documents::NamedDocument> readable;
  for (const std::string& file : given.operands()) {
    if (auto document = readDocument(file, findings)) {
      readable.push_back(std::move(*document));
    }
  }
  for (Finding& finding : documents::lint(readable, {given.has("cti")})) {
    findings.push_back(std::move(finding));
  }
  if (const auto logo = given.text("logo")) {
    measure(*logo, ImageUse::Logo, findings);
  }
  if (const auto icon = given.text("icon")) {
    measure(*icon, ImageUse::Icon, findings);
  }
  sortByFile(given.operands(), findings);
  if (given.has("json")) {
    std::cout << toJsonText(findings);
  } else {
    for (const Finding& finding : findings) {
      std::cout << toLine(finding) << '\n';
    }
    std::cout << summaryOf(findings) << '\n';
  }
  return documents::hasErrors(findings) ? kFailed : kDone;
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &lint);
}

}  // namespace

const Command kLint = {
    "lint", "FILE...", "look through configuration documents for Talkdesk", &run};

}  // namespace bailey::app
