#include "documents/document_shape.h"

#include "documents/finding.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace bailey::documents {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 7> kOfIntegrations = {"display_name",
                                                             "logo_url",
                                                             "icon_url",
                                                             "authentication_type",
                                                             "authentication_configuration",
                                                             "contact_synchronization_endpoint",
                                                             "interaction_types"};
constexpr std::array<std::string_view, 4> kOfActions = {
    "provider", "inputs", "endpoint", "display"};

template <std::size_t Count>
std::ptrdiff_t countMembers(const json& document,
                            const std::array<std::string_view, Count>& names) {
  return std::count_if(names.begin(), names.end(), [&document](std::string_view name) {
    return findMember(document, name).has_value();
  });
}

std::optional<Member> memberCalled(const json& document, std::string_view name) {
  const auto found = document.find(name);
  if (found == document.end() || found->is_null()) {
    return std::nullopt;
  }
  return Member{std::string(name), &*found};
}

// {"token": {"display": ...}}: the name is the key.
void addLegacyShapes(const json& element,
                     const std::string& pointer,
                     std::vector<FieldShape>& shapes) {
  for (const auto& [name, members] : element.items()) {
    if (members.is_object()) {
      const std::string place = below(pointer, name);
      shapes.push_back({name, place, place, &members, true});
    }
  }
}

}  // namespace

DocumentKind kindOf(const json& document) {
  const auto integration = countMembers(document, kOfIntegrations);
  const auto action = countMembers(document, kOfActions);
  if (integration == action) {
    return DocumentKind::Unset;
  }
  return integration > action ? DocumentKind::Integration : DocumentKind::Action;
}

const std::vector<Renamed>& renamedMembers() {
  static const std::vector<Renamed> kRenamed = {
      {"authentication_fields", "authentication_configuration"},
      {"auth_validation_url", "auth_validation_endpoint"},
      {"contact_synchronization_url", "contact_synchronization_endpoint"},
      {"interaction_retrieval_url", "interaction_retrieval_endpoint"},
      {"agent_synchronization_url", "agent_synchronization_endpoint"}};
  return kRenamed;
}

std::optional<Member> findMember(const json& document, std::string_view name) {
  if (!document.is_object()) {
    return std::nullopt;
  }
  std::optional<Member> found = memberCalled(document, name);
  for (const Renamed& renamed : renamedMembers()) {
    if (!found && renamed.name == name) {
      found = memberCalled(document, renamed.old_name);
    }
  }
  return found;
}

const std::string* textOf(const json& object, std::string_view name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

std::vector<FieldShape> fieldShapes(const json& document) {
  std::vector<FieldShape> shapes;
  const auto list = findMember(document, "authentication_configuration");
  if (!list || !list->value->is_array()) {
    return shapes;
  }
  for (std::size_t i = 0; i < list->value->size(); ++i) {
    const json& element = (*list->value)[i];
    const std::string pointer = below(below("", list->name), i);
    if (!element.is_object()) {
      continue;
    }
    if (!element.contains("field_name") && !element.contains("display")) {
      addLegacyShapes(element, pointer, shapes);
      continue;
    }
    const std::string* name = textOf(element, "field_name");
    shapes.push_back(
        {name == nullptr ? "" : *name, below(pointer, "field_name"), pointer, &element, false});
  }
  return shapes;
}

}  // namespace bailey::documents
