#include "documents/member_rules.h"

#include "documents/document_shape.h"
#include "documents/template_text.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>
#include <optional>

namespace bailey::documents {
namespace {

using nlohmann::json;

bool isAlphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::optional<Poco::URI> parseUrl(const std::string& text) {
  try {
    return Poco::URI(text);
  } catch (const Poco::Exception&) {
    return std::nullopt;
  }
}

// False when `text` is no https URL with a host, which it then tells. Shows nothing of it: the path
// of an endpoint holds its caller's secret.
bool checkHttps(const std::string& text, const std::string& pointer, Findings& findings) {
  const std::optional<Poco::URI> url = parseUrl(text);
  if (!url || url->getScheme() != "https") {
    findings.error(pointer, "must be an https URL", "like https://bridge.example.net/...");
    return false;
  }
  if (url->getHost().empty()) {
    findings.error(pointer, "must name a host", "like https://bridge.example.net/...");
    return false;
  }
  return true;
}

}  // namespace

void checkName(const json& object,
               const std::string& pointer,
               std::string_view member,
               std::string_view also_allowed,
               Findings& findings) {
  const std::string* name = textOf(object, member);
  const auto allowed = [also_allowed](char c) {
    return isAlphanumeric(c) || c == '_' || c == '-' ||
           also_allowed.find(c) != std::string_view::npos;
  };
  if (name != nullptr && !std::all_of(name->begin(), name->end(), allowed)) {
    std::string letters = "A-Z, a-z, 0-9, _ and -";
    for (const char letter : also_allowed) {
      letters = std::string(1, letter) + ", " + letters;
    }
    findings.warning(below(pointer, member),
                     "should be of " + letters + ", but is " + inQuotes(*name),
                     "programs use it as a key; people read another member");
  }
}

void checkEndpoint(const json& url, const std::string& pointer, Findings& findings) {
  if (!url.is_string()) {
    return;
  }
  const auto& text = url.get_ref<const std::string&>();
  if (text.empty()) {
    findings.error(pointer, "must not be empty", "leave it out when the feature is not offered");
    return;
  }
  if (!checkHttps(text, pointer, findings)) {
    return;
  }
  const Poco::URI parsed(text);
  if (!parsed.getUserInfo().empty()) {
    findings.error(pointer, "must not hold a user name", "use a secret segment of the path");
  }
  if (text.find('?') != std::string::npos) {
    findings.warning(pointer,
                     "should have no query",
                     "put what tells accounts apart into the path; logs often hold queries");
  }
  if (text.find('#') != std::string::npos) {
    findings.error(pointer, "must have no fragment", "take away what stands behind #");
  }
}

void checkImageUrl(const json& document, std::string_view member, Findings& findings) {
  const std::string* text = textOf(document, member);
  if (text != nullptr && !text->empty()) {
    (void)checkHttps(*text, below("", member), findings);
  }
}

bool checkBraces(std::string_view text, const std::string& pointer, Findings& findings) {
  const TemplateText parsed = parseTemplate(text);
  if (!parsed.balanced) {
    findings.error(pointer,
                   "has braces that do not match in " + inQuotes(text),
                   "a name stands between {{ and }}");
    return false;
  }
  const bool nameless =
      std::any_of(parsed.names.begin(), parsed.names.end(), [](std::string_view name) {
        return name.find_first_not_of(' ') == std::string_view::npos;
      });
  if (nameless) {
    findings.error(pointer, "has braces with no name between them in " + inQuotes(text));
  }
  return !nameless;
}

void checkKnownMembers(const json& object,
                       const std::string& pointer,
                       std::initializer_list<std::string_view> known,
                       Findings& findings) {
  for (const auto& [name, value] : object.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      findings.warning(below(pointer, name), "is no member Talkdesk knows", "is it misspelt?");
    }
  }
}

void Uniqueness::check(const std::string& name, const std::string& pointer) {
  if (!name.empty() && !seen_.insert(name).second) {
    findings_.error(pointer, "is the second " + what_ + " called " + inQuotes(name));
  }
}

}  // namespace bailey::documents
