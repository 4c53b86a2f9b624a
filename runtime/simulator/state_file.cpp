#include "simulator/state_file.h"

#include "simulator/text_file.h"

#include <utility>

namespace bailey::simulator {
namespace {

using nlohmann::json;

core::Error complain(const std::filesystem::path& file, const char* what) {
  return core::Error{file.string() + ": " + what};
}

bool isTextByText(const json& object) {
  for (const json& member : object) {
    if (!member.is_string()) {
      return false;
    }
  }
  return object.is_object();
}

}  // namespace

core::Result<StoredState> readState(const std::filesystem::path& file) {
  StoredState state;
  std::error_code error;
  if (!std::filesystem::exists(file, error) && !error) {
    return state;
  }
  auto content = readJsonFile(file);
  if (!content.ok()) {
    return content.error();
  }
  if (!content.value().is_object()) {
    return complain(file, "this is not one JSON object");
  }
  const json fields = content.value().value("auth_fields", json::object());
  const json checkpoint = content.value().value("synchronization_checkpoint", json(""));
  const json contacts = content.value().value("contacts", json::object());
  if (!fields.is_object()) {
    return complain(file, "/auth_fields must be an object");
  }
  if (!checkpoint.is_string()) {
    return complain(file, "/synchronization_checkpoint must be a text");
  }
  if (!isTextByText(contacts)) {
    return complain(file, "/contacts must be an object of texts");
  }
  state.auth_fields = fields;
  state.checkpoint = checkpoint.get<std::string>();
  state.contacts = contacts.get<std::map<std::string, std::string>>();
  return state;
}

std::optional<core::Error> writeState(const std::filesystem::path& file, const StoredState& state) {
  const json content = {{"auth_fields", state.auth_fields},
                        {"synchronization_checkpoint", state.checkpoint},
                        {"contacts", state.contacts}};
  return writePrivateFile(file, content.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
}

}  // namespace bailey::simulator
