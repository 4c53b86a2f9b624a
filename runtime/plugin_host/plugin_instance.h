// One integration's instance of its plugin: made, called, destroyed. The border at which whatever a
// plugin does becomes an answer or a failure.
#pragma once

#include "core/result.h"
#include "plugin_host/host_services.h"
#include "plugin_host/library.h"
#include "plugin_host/pending_call.h"
#include "plugin_host/plugin_call.h"
#include "upstream/client.h"
#include "upstream/gateway.h"

#include <cstddef>
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
  std::shared_ptr<const upstream::Gateway> gateway{};  // null: no HTTP
};

// What the plugin has against its settings. `pointer` is inside them.
struct SettingsComplaint {
  std::string pointer;
  std::string message;
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

  // Waits for the answer. Nothing the plugin throws or returns gets past this; `answer_bytes_max`
  // bounds what it may write.
  [[nodiscard]] PluginAnswer handle(const PluginCall& call, std::size_t answer_bytes_max);

  // On the loop of `client`, for operations the manifest calls nonblocking: asks the plugin, and
  // returns what it answers at once. Otherwise `done` is called there later; what `call` names
  // lives until then, and `pending` can cancel it.
  [[nodiscard]] std::optional<PluginAnswer> start(const PluginCall& call,
                                                  std::size_t answer_bytes_max,
                                                  upstream::Client& client,
                                                  PendingCall::Done done,
                                                  std::shared_ptr<PendingCall>& pending);

  // Tells the plugin that no further call will come.
  void quiesce();

  [[nodiscard]] const Library& library() const { return *library_; }

  [[nodiscard]] const std::shared_ptr<Library>& sharedLibrary() const { return library_; }

private:
  PluginInstance(std::shared_ptr<Library> library,
                 const InstanceSetup& setup,
                 Extensions& extensions,
                 observability::Log& log);

  PluginAnswer handleOnLoopOfItsOwn(const PluginCall& call, std::size_t answer_bytes_max);

  // The order is the invariant: the instance's code lies in the library and uses the services.
  const std::shared_ptr<Library> library_;
  const std::string whose_;  // for InPlugin
  HostServices services_;
  bailey_instance* instance_ = nullptr;
};

}  // namespace bailey::plugin_host
