#include "documents/lint.h"

#include "documents/document_schema.h"
#include "documents/document_shape.h"
#include "documents/member_rules.h"
#include "documents/read_document.h"
#include "documents/rules.h"
#include "talkdesk/vocabulary.h"

#include <algorithm>
#include <set>
#include <utility>

namespace bailey::documents {
namespace {

using nlohmann::json;

std::string textIn(const json& document, std::string_view member) {
  const std::string* text = textOf(document, member);
  return text == nullptr ? "" : *text;
}

// What the documents say of each other.
class CrossCheck {
public:
  explicit CrossCheck(const std::vector<NamedDocument>& documents) {
    for (const NamedDocument& document : documents) {
      if (kindOf(document.content) == DocumentKind::Integration) {
        integrations_.insert(textIn(document.content, "name"));
      }
    }
  }

  void checkIntegration(const json& document, Findings& findings) {
    const std::string name = textIn(document, "name");
    if (!name.empty() && !seen_integrations_.insert(name).second) {
      findings.error("/name", "is the second integration called " + inQuotes(name));
    }
  }

  void checkAction(const json& document, Findings& findings) {
    const std::string provider = textIn(document, "provider");
    const std::string name = textIn(document, "name");
    if (!name.empty() && !seen_actions_.emplace(provider, name).second) {
      findings.error("/name", "is the second action called " + inQuotes(name));
    }
    if (provider.empty() || integrations_.empty() || integrations_.contains(provider)) {
      return;
    }
    findings.error("/provider",
                   "must be the name of an integration given with it, but is " + inQuotes(provider),
                   hintFor(provider));
  }

private:
  // contract.md §8, C18
  [[nodiscard]] std::string hintFor(const std::string& provider) const {
    const std::string wanted = talkdesk::inLowerCase(provider);
    for (const std::string& name : integrations_) {
      if (talkdesk::inLowerCase(name) == wanted) {
        return inQuotes(name) + " differs in case only; they must be alike letter by letter";
      }
    }
    return integrations_.size() == 1 ? "that is " + inQuotes(*integrations_.begin()) : "";
  }

  std::set<std::string> integrations_;
  std::set<std::string> seen_integrations_;
  std::set<std::pair<std::string, std::string>> seen_actions_;  // provider and name
};

class Linter {
public:
  Linter(const std::vector<NamedDocument>& documents, const Wishes& wishes)
      : wishes_(wishes),
        cross_check_(documents) {}

  std::vector<Finding> check(const NamedDocument& document) {
    Findings by_rules(document.name);
    Findings by_schema(document.name);
    switch (kindOf(document.content)) {
      case DocumentKind::Integration:
        integration_schema_.check(document.content, by_schema);
        findOldForms(document.content, by_rules);
        checkIntegration(document.content, wishes_.cti, by_rules);
        checkAuthentication(document.content, by_rules);
        cross_check_.checkIntegration(document.content, by_rules);
        break;
      case DocumentKind::Action:
        action_schema_.check(document.content, by_schema);
        checkAction(document.content, by_rules);
        cross_check_.checkAction(document.content, by_rules);
        break;
      case DocumentKind::Unset:
        by_rules.error("",
                       "is neither an integration nor an action",
                       "an integration has authentication_type, an action has provider");
        break;
    }
    std::vector<Finding> findings = by_rules.list();
    for (const Finding& finding : by_schema.list()) {
      // A rule knows better why a value is wrong than the schema does.
      if (!by_rules.about(finding.pointer)) {
        findings.push_back(finding);
      }
    }
    std::stable_sort(
        findings.begin(), findings.end(), [](const Finding& one, const Finding& other) {
          return pointerPrecedes(one.pointer, other.pointer);
        });
    return findings;
  }

private:
  const Wishes wishes_;
  CrossCheck cross_check_;
  const DocumentSchema integration_schema_{DocumentKind::Integration};
  const DocumentSchema action_schema_{DocumentKind::Action};
};

}  // namespace

std::vector<Finding> lint(const std::vector<NamedDocument>& documents, const Wishes& wishes) {
  std::vector<Finding> all;
  Linter linter(documents, wishes);
  for (const NamedDocument& document : documents) {
    const std::vector<Finding> findings = linter.check(document);
    all.insert(all.end(), findings.begin(), findings.end());
  }
  return all;
}

}  // namespace bailey::documents
