#include "plugin_host/phone_module.h"

#include "phone_module/phone_module.h"

#include <exception>
#include <system_error>

namespace bailey::plugin_host {

const bailey_phone* PhoneModule::functions() {
  std::call_once(once_, [this] { load(); });
  return functions_;
}

void PhoneModule::load() {
  namespace dll = boost::dll;
  for (const std::filesystem::path& folder : folders_) {
    const std::filesystem::path file = folder / phone_module::kFileName;
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
      continue;
    }
    try {
      code_.load(file.string(), dll::load_mode::rtld_now | dll::load_mode::rtld_local);
      const auto& found = code_.get<const bailey_phone>(phone_module::kSymbol);
      if (found.size < sizeof(bailey_phone) || found.normalize == nullptr) {
        return warn(file.string() + " is of another version; phone numbers stay as they are");
      }
      functions_ = &found;
    } catch (const std::exception& failed) {
      warn(file.string() + " cannot be loaded: " + failed.what());
    }
    return;
  }
  warn(std::string(phone_module::kFileName) + " is not installed; phone numbers stay as they are");
}

void PhoneModule::warn(const std::string& message) {
  log_.write(observability::Level::Warn, "extension_missing", [&](JsonWriter& json) {
    json.member("extension", BAILEY_PHONE_EXTENSION).member("message", message);
  });
}

}  // namespace bailey::plugin_host
