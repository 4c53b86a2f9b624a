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

std::string whyNotComplaint(const json& complaint, const json& before, const json& settings) {
  if (!complaint.is_object() || !complaint.contains("pointer") ||
      !complaint["pointer"].is_string()) {
    return "a complaint has no text \"pointer\"";
  }
  if (!complaint.contains("message") || !complaint["message"].is_string() ||
      complaint["message"] == "") {
    return "a complaint has no text \"message\"";
  }
  const auto& pointer = complaint["pointer"].get_ref<const std::string&>();
  if (!isPointer(pointer)) {
    return "a complaint's pointer is no JSON pointer: " + pointer;
  }
  if (!isPlaceIn(settings, pointer) && !isPlaceIn(before, pointer)) {
    return "a complaint's pointer leads nowhere in the settings: " + pointer;
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
                                     trial.extensions());
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

std::string whyNotComplaints(const Creation& creation, const json& before, const json& settings) {
  const json complaints = json::parse(creation.complaints, nullptr, /*allow_exceptions=*/false);
  if (!complaints.is_array()) {
    return creation.complaints.empty() ? "it is refused without a complaint"
                                       : "the complaints are not a JSON array";
  }
  if (complaints.empty()) {
    return "it is refused without a complaint";
  }
  for (const json& complaint : complaints) {
    if (std::string why = whyNotComplaint(complaint, before, settings); !why.empty()) {
      return why;
    }
  }
  return {};
}

}  // namespace bailey::conformance
