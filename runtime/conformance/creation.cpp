#include "conformance/creation.h"

#include "plugin_host/host_services.h"
#include "plugin_host/library.h"

#include <string_view>

namespace bailey::conformance {
namespace {

using nlohmann::json;

constexpr std::size_t kComplaintBytesMax = 64 * 1024;

bailey_status append(void* context, const char* data, std::size_t bytes) {
  auto& text = *static_cast<std::string*>(context);
  if (bytes > kComplaintBytesMax - text.size()) {
    return BAILEY_REJECTED;
  }
  text.append(data, bytes);
  return BAILEY_OK;
}

// RFC 6901
bool isPointer(const std::string& text) {
  if (!text.empty() && text.front() != '/') {
    return false;
  }
  for (std::size_t at = text.find('~'); at != std::string::npos; at = text.find('~', at + 1)) {
    if (at + 1 == text.size() || (text[at + 1] != '0' && text[at + 1] != '1')) {
      return false;
    }
  }
  return true;
}

// The place itself, or one right inside a place: what is missing has none of its own.
bool isPlaceIn(const json& settings, const std::string& text) {
  const json::json_pointer pointer(text);
  return settings.contains(pointer) || settings.contains(pointer.parent_pointer());
}

constexpr const char* kForm =
    "Write a JSON array of {\"pointer\": \"/inside/settings\", \"message\": \"what is wrong and "
    "what is "
    "allowed\"}; with the SDK, throw InvalidSettings, which does";

Fault faultOf(const json& complaint, const json& before, const json& settings) {
  if (!complaint.is_object() || !complaint.contains("pointer") ||
      !complaint["pointer"].is_string()) {
    return {"a complaint has no text \"pointer\"", kForm};
  }
  if (!complaint.contains("message") || !complaint["message"].is_string() ||
      complaint["message"] == "") {
    return {"a complaint has no text \"message\"", kForm};
  }
  const auto& pointer = complaint["pointer"].get_ref<const std::string&>();
  if (!isPointer(pointer)) {
    return {"a complaint's pointer is no JSON pointer: " + pointer,
            pointer.starts_with('/')
                ? "In a pointer ~ is written ~0 and / is written ~1"
                : "A pointer begins with a slash, and so does each name in it: "
                  "\"/token\", \"/lists/0\"; \"\" is the settings as a whole"};
  }
  if (!isPlaceIn(settings, pointer) && !isPlaceIn(before, pointer)) {
    return {"a complaint's pointer leads nowhere in the settings: " + pointer,
            pointer.starts_with("/settings")
                ? "Pointers begin inside the settings, without /settings: the host adds that"
                : "Point at the member, or where it would be were it there"};
  }
  return {};
}

}  // namespace

Creation tryToCreate(Trial& trial, const json& settings) {
  const plugin_host::Library& library = *trial.library();
  plugin_host::HostServices services(trial.recorder().log(),
                                     trial.subject().integration.name,
                                     library.manifest().name,
                                     library.manifest().secrets,
                                     trial.secretLookup(),
                                     trial.extensions(),
                                     trial.gateway());
  const std::string setup = trial.setup(settings);
  Creation creation;
  const bailey_sink sink{sizeof(bailey_sink), 0, &creation.complaints, &append};
  bailey_instance* instance = nullptr;
  try {
    creation.status =
        library.entry().create(&services.abi(), {setup.data(), setup.size()}, &sink, &instance);
  } catch (...) {  // the plugin broke the rule that nothing is thrown through the ABI
    creation.threw = true;
    return creation;
  }
  creation.made = creation.status == BAILEY_OK && instance != nullptr;
  if (creation.made) {
    library.entry().destroy(instance);
  }
  return creation;
}

Fault faultInComplaints(const Creation& creation, const json& before, const json& settings) {
  const json complaints = json::parse(creation.complaints, nullptr, /*allow_exceptions=*/false);
  if (creation.complaints.empty() || complaints == json::array()) {
    return {"it is refused without a complaint",
            "Somebody has to find the mistake: say at which place it is and what is allowed there"};
  }
  if (!complaints.is_array()) {
    return {"the complaints are not a JSON array", kForm};
  }
  for (const json& complaint : complaints) {
    if (Fault fault = faultOf(complaint, before, settings); !fault.seen.empty()) {
      return fault;
    }
  }
  return {};
}

}  // namespace bailey::conformance
