// Where things stand in a document, whichever of Talkdesk's forms it is written in: older names of
// members, and both shapes of authentication fields. (contract.md §7.1, §8 C13)
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::documents {

enum class DocumentKind : std::uint8_t { Unset = 0, Integration, Action };

// Told by the members it has; Unset when they tell nothing.
DocumentKind kindOf(const nlohmann::json& document);

// A member as it stands in a document.
struct Member {
  std::string name;
  const nlohmann::json* value = nullptr;  // Lives as long as the document.
};

// The member that is called `name` today, under this or an older name; nothing when `document` is
// no object, has none, or has null there, which means the same. (contract.md §7.1)
std::optional<Member> findMember(const nlohmann::json& document, std::string_view name);

// What a member was called when Talkdesk's documents were young; the older name, then today's.
struct Renamed {
  std::string_view old_name;
  std::string_view name;
};

const std::vector<Renamed>& renamedMembers();

// The text of a member, or null when there is none or it is no text. Knows no older names.
const std::string* textOf(const nlohmann::json& object, std::string_view name);

// One authentication field of either shape.
struct FieldShape {
  std::string name;                         // Empty when it has none, or none that is a text.
  std::string name_pointer;                 // Of what says the name.
  std::string pointer;                      // Of `members`.
  const nlohmann::json* members = nullptr;  // An object that lives as long as the document.
  bool legacy = false;
};

// The fields that are written in one of the two shapes; what is in neither is left out.
std::vector<FieldShape> fieldShapes(const nlohmann::json& document);

}  // namespace bailey::documents
