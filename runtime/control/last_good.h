// The versions of each integration that proved good, kept on disk so that a bad change never takes
// the service down, also across a reboot; and those that were returned from, so that they are not
// tried again. A version is what the file said together with the plugin's bytes.
//
//   <folder>/integrations/<name>/<number>.json  one version
//   <folder>/integrations/<name>/rejected.json  what was returned from, and why
//   <folder>/server.json                        bailey.json as it was when it was taken last
//   <folder>/plugins/<sha256>/<plugin>.so       the plugins those versions use
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::control {

// What tells one version of an integration from another.
struct VersionId {
  std::string fingerprint;    // config::Integration::fingerprint
  std::string plugin_sha256;  // plugin_host::StagedPlugin::sha256

  bool operator==(const VersionId&) const = default;
};

struct KeptVersion {
  std::uint64_t number = 0;  // counts up from 1 for each integration
  std::string kept_at;       // UTC, ISO 8601
  VersionId id;
  std::string plugin;
  std::string plugin_version;
  std::string text;  // the integration's file, word for word
};

constexpr std::size_t kKeptVersionsMax = 10;
constexpr std::size_t kRejectionsMax = 20;  // of one integration

// Every write is whole or not at all: written aside, synced, renamed. A record that cannot be read
// counts as not there. [control thread]
class LastGood {
public:
  explicit LastGood(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Nothing ever proved good here, nor bad: this is a first start.
  [[nodiscard]] bool empty() const;

  // Oldest first.
  [[nodiscard]] std::vector<KeptVersion> history(std::string_view integration) const;

  // The last good one: the newest that was not rejected since.
  [[nodiscard]] std::optional<KeptVersion> latest(std::string_view integration) const {
    return latestBut({}, integration);
  }

  // What that will be once `id` is rejected.
  [[nodiscard]] std::optional<KeptVersion> latestBut(const VersionId& id,
                                                     std::string_view integration) const;

  // Keeps `version`, whose number and time are set here, and a copy of the plugin in `plugin_file`.
  // Nothing happens when it is the latest already. Forgets all but the last kKeptVersionsMax.
  core::Result<bool> keep(std::string_view integration,
                          KeptVersion version,
                          const std::filesystem::path& plugin_file);

  // The folder that holds `<plugin>.so` of that version.
  [[nodiscard]] std::filesystem::path pluginFolder(const KeptVersion& version) const;

  // Not to be served again until the file or the plugin changes.
  core::Result<bool> reject(std::string_view integration, const VersionId& id, std::string why);

  // Why `id` was rejected; nothing when it was not.
  [[nodiscard]] std::optional<std::string> whyRejected(std::string_view integration,
                                                       const VersionId& id) const;

  // Every version of it may be tried once more.
  void forgive(std::string_view integration);

  // What bailey.json said when its settings were taken last; nothing when they never were.
  [[nodiscard]] std::optional<std::string> serverText() const;
  core::Result<bool> keepServerText(const std::string& text);

private:
  [[nodiscard]] std::filesystem::path folderOf(std::string_view integration) const;

  core::Result<bool> keepPlugin(const KeptVersion& version,
                                const std::filesystem::path& file) const;
  void forgetOld(std::string_view integration) const;
  void forgetUnusedPlugins() const;

  const std::filesystem::path folder_;
};

}  // namespace bailey::control
