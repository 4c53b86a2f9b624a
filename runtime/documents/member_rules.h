// Rules about single members that both documents have.
#pragma once

#include "documents/finding.h"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

namespace bailey::documents {

// Warns about a name that is more than A-Z, a-z, 0-9, _, - and `also_allowed`.
void checkName(const nlohmann::json& object,
               const std::string& pointer,
               std::string_view member,
               std::string_view also_allowed,
               Findings& findings);

// Talkdesk calls it: https, a host, a path and nothing else. REQUIRES: `url` is no null
void checkEndpoint(const nlohmann::json& url, const std::string& pointer, Findings& findings);

// Talkdesk's pages show it.
void checkImageUrl(const nlohmann::json& document, std::string_view member, Findings& findings);

// A {{ without its }}, the reverse, or nothing between them. False when it found one.
bool checkBraces(std::string_view text, const std::string& pointer, Findings& findings);

// Warns about members that Talkdesk does not know.
void checkKnownMembers(const nlohmann::json& object,
                       const std::string& pointer,
                       std::initializer_list<std::string_view> known,
                       Findings& findings);

// Tells what was given before. One for each list of names.
class Uniqueness {
public:
  // `what` names what is given twice: "field".
  Uniqueness(std::string what, Findings& findings) : what_(std::move(what)), findings_(findings) {}

  void check(const std::string& name, const std::string& pointer);

private:
  std::string what_;
  Findings& findings_;
  std::set<std::string> seen_;
};

}  // namespace bailey::documents
