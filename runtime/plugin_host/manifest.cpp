#include "plugin_host/manifest.h"

#include "upstream/egress_policy.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace bailey::plugin_host {
namespace {

using core::Error;
using core::Result;
using nlohmann::json;

constexpr std::size_t kManifestBytesMax = 256 * 1024;
constexpr std::size_t kNameMax = 32;

Error wrong(const std::string& pointer, const std::string& what) {
  return Error{"has a bad manifest: " + pointer + ": " + what};
}

bool isName(std::string_view text) {
  return !text.empty() && text.size() <= kNameMax &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

// The text member `name`, or an error; an absent one is empty when it is optional.
Result<std::string> textMember(const json& object, const char* name, bool mandatory) {
  const auto found = object.find(name);
  if (found == object.end()) {
    if (mandatory) {
      return wrong(std::string("/") + name, "is missing; it must be a string");
    }
    return std::string();
  }
  if (!found->is_string() || (mandatory && found->get_ref<const std::string&>().empty())) {
    return wrong(std::string("/") + name, "must be a string that is not empty");
  }
  return found->get<std::string>();
}

Result<Execution> parseExecution(const std::string& pointer, const json& value) {
  if (value.is_object() && value.contains("execution")) {
    if (value["execution"] == "blocking") {
      return Execution::Blocking;
    }
    if (value["execution"] == "nonblocking") {
      return Execution::Nonblocking;
    }
  }
  return wrong(pointer, R"(must be {"execution": "blocking"} or {"execution": "nonblocking"})");
}

std::string allowedOperations() {
  std::string names;
  for (const talkdesk::Operation operation : talkdesk::kOperations) {
    names += names.empty() ? "" : ", ";
    names += talkdesk::nameOf(operation);
  }
  return names;
}

Result<bool> parseOperations(const json& document, Manifest& manifest) {
  const auto operations = document.find("operations");
  if (operations == document.end() || !operations->is_object() || operations->empty()) {
    return wrong("/operations",
                 "must be an object that names at least one of " + allowedOperations());
  }
  for (const auto& [name, value] : operations->items()) {
    const std::string pointer = "/operations/" + name;
    const auto operation = talkdesk::operationNamed(name);
    if (!operation) {
      return wrong(pointer, "is no operation; allowed: " + allowedOperations());
    }
    auto execution = parseExecution(pointer, value);
    if (!execution.ok()) {
      return execution.error();
    }
    manifest.operations.at(talkdesk::indexOf(*operation)) = execution.value();
  }
  return true;
}

Result<bool> parseSecrets(const json& document, Manifest& manifest) {
  const auto secrets = document.find("secrets");
  if (secrets == document.end()) {
    return true;
  }
  if (!secrets->is_array()) {
    return wrong("/secrets", "must be an array of names");
  }
  for (const json& name : *secrets) {
    if (!name.is_string() || !isName(name.get_ref<const std::string&>())) {
      return wrong("/secrets", "must hold names of [a-z0-9_]{1,32}");
    }
    manifest.secrets.push_back(name);
  }
  return true;
}

Result<bool> parseHosts(const json& document, Manifest& manifest) {
  const auto hosts = document.find("hosts");
  if (hosts == document.end()) {
    return true;
  }
  if (!hosts->is_array()) {
    return wrong("/hosts", "must be an array of hosts");
  }
  for (const json& host : *hosts) {
    if (!host.is_string()) {
      return wrong("/hosts", "must hold hosts as text, such as \"*.example.com\"");
    }
    manifest.hosts.push_back(host);
  }
  if (auto read = upstream::EgressPolicy::make(manifest.hosts, {}); !read.ok()) {
    return wrong("/hosts", read.error().message);
  }
  return true;
}

}  // namespace

Result<Manifest> parseManifest(std::string_view text) {
  if (text.size() > kManifestBytesMax) {
    return Error{"has a manifest of more than 256 KiB"};
  }
  const json document = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!document.is_object()) {
    return Error{document.is_discarded() ? "has a manifest that is not JSON"
                                         : "has a manifest that is not a JSON object"};
  }
  Manifest manifest;
  for (const auto& [name, mandatory, target] :
       {std::tuple{"name", true, &manifest.name},
        std::tuple{"version", true, &manifest.version},
        std::tuple{"description", false, &manifest.description}}) {
    auto value = textMember(document, name, mandatory);
    if (!value.ok()) {
      return value.error();
    }
    *target = value.value();
  }
  if (!isName(manifest.name)) {
    return wrong("/name", "must be [a-z0-9_]{1,32}");
  }
  if (auto parsed = parseOperations(document, manifest); !parsed.ok()) {
    return parsed.error();
  }
  if (auto parsed = parseSecrets(document, manifest); !parsed.ok()) {
    return parsed.error();
  }
  if (auto parsed = parseHosts(document, manifest); !parsed.ok()) {
    return parsed.error();
  }
  return manifest;
}

}  // namespace bailey::plugin_host
