// One integration's instance of its plugin: made, called, destroyed. The border at which whatever a
// plugin does becomes an answer or a failure.
#pragma once

#include "core/result.h"
#include "plugin_host/host_services.h"
#include "plugin_host/library.h"
#include "talkdesk/failure.h"
#include "talkdesk/operation.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::plugin_host {

// What a plugin is told about its integration when it is made.
struct InstanceSetup {
  std::string integration;
  std::string json;  // bailey_plugin_entry::create, `setup`
  SecretLookup secrets;
  std::string version{};  // tells its versions apart in a CrashNote; not for the plugin
};

// What the plugin has against its settings. `pointer` is inside them.
struct SettingsComplaint {
  std::string pointer;
  std::string message;
};

struct PluginCall {
  talkdesk::Operation operation = talkdesk::Operation::Unset;
  std::string_view action;
  std::string_view request_id;
  std::string_view body;  // followed by talkdesk::kBodyPadding readable bytes
  std::chrono::steady_clock::time_point deadline;
  const std::atomic<bool>& cancelled;
};

struct PluginAnswer {
  std::optional<talkdesk::Failure> failure;  // nothing: `json` is the answer
  std::string json;
  std::string message;  // with a failure: the plugin's words for the user, unchecked
  std::uint32_t retry_after_s = 0;
  std::string_view misbehaviour;  // what the plugin did, for the log, when it broke the ABI's rules
};

// [control thread] to make and destroy; handle() from any number of threads.
class PluginInstance {
public:
  // On failure the complaints, at least one, say why.
  static core::Result<std::unique_ptr<PluginInstance>, std::vector<SettingsComplaint>> create(
      std::shared_ptr<Library> library,
      const InstanceSetup& setup,
      Extensions& extensions,
      observability::Log& log);

  PluginInstance(const PluginInstance&) = delete;
  PluginInstance& operator=(const PluginInstance&) = delete;
  PluginInstance(PluginInstance&&) = delete;
  PluginInstance& operator=(PluginInstance&&) = delete;

  // REQUIRES: no handle() is running.
  ~PluginInstance();

  // Nothing the plugin throws or returns gets past this; `answer_bytes_max` bounds what it may
  // write.
  [[nodiscard]] PluginAnswer handle(const PluginCall& call, std::size_t answer_bytes_max);

  // Tells the plugin that no further call will come.
  void quiesce();

  [[nodiscard]] const Library& library() const { return *library_; }

  [[nodiscard]] const std::shared_ptr<Library>& sharedLibrary() const { return library_; }

private:
  PluginInstance(std::shared_ptr<Library> library,
                 const InstanceSetup& setup,
                 Extensions& extensions,
                 observability::Log& log);

  // The order is the invariant: the instance's code lies in the library and uses the services.
  const std::shared_ptr<Library> library_;
  const std::string whose_;  // for InPlugin
  HostServices services_;
  bailey_instance* instance_ = nullptr;
};

}  // namespace bailey::plugin_host
