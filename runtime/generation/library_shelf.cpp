#include "generation/library_shelf.h"

#include <sys/stat.h>
#include <system_error>

namespace bailey::generation {

using plugin_host::Library;
using plugin_host::StagedPlugin;

core::Result<const StagedPlugin*> LibraryShelf::stage(const std::filesystem::path& folder,
                                                      const std::string& plugin) {
  const auto entry = find(folder, plugin);
  if (!entry.ok()) {
    return entry.error();
  }
  return &entry.value()->staged;
}

core::Result<std::shared_ptr<Library>> LibraryShelf::load(const StagedPlugin& staged) {
  const auto found = entries_.find(staged.source);
  if (found == entries_.end() || found->second.staged.copy != staged.copy) {
    return core::Error{staged.source.string() + " has changed while it was taken"};
  }
  Entry& entry = found->second;
  if (auto library = entry.library.lock()) {
    return library;
  }
  if (auto library = sameContent(entry.staged)) {
    entry.library = library;
    return library;
  }
  warnOfUniqueSymbols(entry.staged);
  auto library = Library::load(entry.staged);
  entry.handed_over = library.ok();
  if (!library.ok()) {
    return core::Error{library.error().message};
  }
  entry.library = library.value();
  return std::move(library.value());
}

core::Result<LibraryShelf::Entry*> LibraryShelf::find(const std::filesystem::path& folder,
                                                      const std::string& plugin) {
  const std::filesystem::path file = folder / (plugin + ".so");
  // Taken before the file is read, so that a change meanwhile is noticed the next time.
  FileIdentity identity = identityOf(file);
  const auto known = entries_.find(file);
  if (known != entries_.end()) {
    Entry& entry = known->second;
    const bool copy_is_there = !entry.handed_over || !entry.library.expired();
    if (copy_is_there && entry.identity == identity) {
      return &entry;
    }
    forget(entry);
    entries_.erase(known);
  }
  auto staged = plugin_host::stagePlugin(folder, plugin, private_folder_);
  if (!staged.ok()) {
    return staged.error();
  }
  Entry entry{std::move(identity), std::move(staged.value()), {}};
  return &entries_.insert_or_assign(file, std::move(entry)).first->second;
}

void LibraryShelf::forget(Entry& entry) {
  if (!entry.handed_over && !plugin_host::isMapped(entry.staged.copy)) {
    std::error_code ignored;
    std::filesystem::remove(entry.staged.copy, ignored);
  }
}

LibraryShelf::FileIdentity LibraryShelf::identityOf(const std::filesystem::path& file) {
  struct stat facts {};

  if (::lstat(file.c_str(), &facts) != 0) {
    return {};
  }
  return {static_cast<std::int64_t>(facts.st_dev),
          static_cast<std::int64_t>(facts.st_ino),
          facts.st_size,
          facts.st_mtim.tv_sec,
          facts.st_mtim.tv_nsec,
          facts.st_ctim.tv_sec,
          facts.st_ctim.tv_nsec};
}

std::shared_ptr<Library> LibraryShelf::sameContent(const StagedPlugin& staged) const {
  for (const auto& [file, entry] : entries_) {
    auto library = entry.library.lock();
    if (library && library->staged().sha256 == staged.sha256 &&
        library->manifest().name == staged.manifest.name) {
      return library;
    }
  }
  return nullptr;
}

void LibraryShelf::warnOfUniqueSymbols(const StagedPlugin& staged) {
  if (staged.unique_symbols.empty()) {
    return;
  }
  log_.write(observability::Level::Warn, "plugin_stays_mapped", [&](JsonWriter& json) {
    json.member("plugin", staged.manifest.name).member("symbol", staged.unique_symbols.front());
    json.member("message",
                "it exports GNU_UNIQUE symbols and cannot be unloaded; build it with "
                "bailey_add_plugin()");
  });
}

}  // namespace bailey::generation
