// The plugin under test inside the process that tries it: loaded, made and asked when a check first
// needs that.
#pragma once

#include "conformance/caller.h"
#include "conformance/check.h"
#include "conformance/recorder.h"
#include "conformance/secret_values.h"
#include "conformance/subject.h"
#include "core/result.h"
#include "plugin_host/extensions.h"
#include "plugin_host/host_services.h"
#include "plugin_host/staged_plugin.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace bailey::plugin_host {
class Library;
class PluginInstance;
}  // namespace bailey::plugin_host

namespace bailey::conformance {

struct ContactRun;

// A check cannot go on, because something it stands on is not there. Stays inside this folder.
class CannotTry : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

// Nor can it without credentials that the CRM accepts, which only whoever runs the kit has. Says
// nothing about the plugin. Stays inside this folder.
class NeedsAuth : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

// Who is told at once what a trial does, as it may end any moment.
struct Listener {
  std::function<void(const std::string& place)> trying;  // for the report of a crash
  std::function<void(const WrittenRecord& record)> wrote;
};

class Trial {
public:
  // `subject` outlives it.
  Trial(const Subject& subject, std::filesystem::path private_folder, Listener listener);
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;
  Trial(Trial&&) = delete;
  Trial& operator=(Trial&&) = delete;
  ~Trial();

  [[nodiscard]] const Subject& subject() const { return subject_; }

  [[nodiscard]] const talkdesk::Profile& profile() const { return subject_.integration.profile; }

  [[nodiscard]] const SecretValues& secrets() const { return secrets_; }

  [[nodiscard]] Recorder& recorder() { return recorder_; }

  [[nodiscard]] plugin_host::Extensions& extensions() { return extensions_; }

  void trying(const std::string& place) const { listener_.trying(place); }

  // The plugin's own words and other text as a report may show it: no credential, one line, short.
  [[nodiscard]] std::string printable(std::string_view text) const;

  // Each time anew.
  [[nodiscard]] core::Result<plugin_host::StagedPlugin> stage() const;

  // The following throw CannotTry.
  [[nodiscard]] const plugin_host::StagedPlugin& staged();
  [[nodiscard]] const std::shared_ptr<plugin_host::Library>& library();
  [[nodiscard]] plugin_host::PluginInstance& instance();
  [[nodiscard]] Caller& caller();
  [[nodiscard]] std::unique_ptr<plugin_host::PluginInstance> makeInstance();

  // The plugin's way to its CRM.
  [[nodiscard]] std::shared_ptr<const upstream::Gateway> gateway();

  // The credentials to send. Throws NeedsAuth.
  [[nodiscard]] const nlohmann::json& auth() const;

  // The first page to the last without a checkpoint; made once.
  [[nodiscard]] const ContactRun& fullRun();

  [[nodiscard]] bool serves(talkdesk::Operation operation);

  // What create() gets, with `settings` in the place of the integration's.
  [[nodiscard]] std::string setup(const nlohmann::json& settings) const;

  [[nodiscard]] plugin_host::SecretLookup secretLookup() const;

private:
  void keepRecord(std::string_view action, const nlohmann::json& answer) const;

  const Subject& subject_;
  const std::filesystem::path private_folder_;
  const Listener listener_;
  const std::optional<nlohmann::json> auth_;
  SecretValues secrets_;
  Recorder recorder_;
  plugin_host::Extensions extensions_;
  std::optional<plugin_host::StagedPlugin> staged_;
  std::shared_ptr<plugin_host::Library> library_;
  std::unique_ptr<plugin_host::PluginInstance> instance_;
  std::unique_ptr<Caller> caller_;
  std::unique_ptr<ContactRun> full_run_;
};

}  // namespace bailey::conformance
