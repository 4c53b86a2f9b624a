// The plugins that are used, each version staged and mapped once: integrations share it, and what
// has not changed on disk is not read again.
#pragma once

#include "core/result.h"
#include "observability/log.h"
#include "plugin_host/library.h"
#include "plugin_host/staged_plugin.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bailey::generation {

// Keeps no library alive: who uses one does. [control thread]
class LibraryShelf {
public:
  // Copies go to `private_folder`, this process's own, and are removed with it at the latest.
  LibraryShelf(std::filesystem::path private_folder, observability::Log& log)
      : private_folder_(std::move(private_folder)),
        log_(log) {}

  // `<folder>/<plugin>.so` as it is now, without running anything of it. The result is valid until
  // the next call. Fails with a clause that begins with the file.
  core::Result<const plugin_host::StagedPlugin*> stage(const std::filesystem::path& folder,
                                                       const std::string& plugin);

  // What stage() gave, mapped. Fails likewise, also when the file has changed and was staged anew.
  core::Result<std::shared_ptr<plugin_host::Library>> load(const plugin_host::StagedPlugin& staged);

private:
  // What changes about a file when it is replaced, written to or given other rights.
  using FileIdentity = std::vector<std::int64_t>;

  struct Entry {
    FileIdentity identity;
    plugin_host::StagedPlugin staged;
    std::weak_ptr<plugin_host::Library> library;
    bool handed_over = false;  // its copy belongs to a library, and goes with that
  };

  static FileIdentity identityOf(const std::filesystem::path& file);
  static void forget(Entry& entry);
  core::Result<Entry*> find(const std::filesystem::path& folder, const std::string& plugin);
  std::shared_ptr<plugin_host::Library> sameContent(const plugin_host::StagedPlugin& staged) const;
  void warnOfUniqueSymbols(const plugin_host::StagedPlugin& staged);

  const std::filesystem::path private_folder_;
  observability::Log& log_;
  std::map<std::filesystem::path, Entry> entries_;
};

}  // namespace bailey::generation
