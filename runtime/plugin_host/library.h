// A plugin's code, mapped. Shared by the instances of all integrations that use it.
#pragma once

#include "core/result.h"
#include "plugin_host/staged_plugin.h"

#include "bailey/abi.h"

#include <boost/dll/shared_library.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace bailey::plugin_host {

// How far a plugin came before it was refused.
enum class LoadStep : std::uint8_t {
  Unset = 0,
  Mapping,   // the file, the libraries and the symbols it needs
  Entry,     // magic, size, functions
  Version,   // of the ABI
  Manifest,  // the entry's against the section's
  Starting,  // its own load()
};

struct LoadFailure {
  LoadStep step = LoadStep::Unset;
  std::string message;  // a clause that begins with the source file
};

// Who removes the staged copy.
enum class Copy : std::uint8_t { Unset = 0, Own, Anothers };

// Maps the staged copy, checks the entry and calls the plugin's load(); the destructor calls
// unload(), unmaps, and removes a copy of its own unless something keeps it mapped (see
// isMapped()). Whoever may still run plugin code holds a shared_ptr to this.
//
// [control thread] to make and to destroy; entry() from any thread.
class Library {
public:
  // On error nothing stays mapped. Another's copy is left where it is.
  static core::Result<std::shared_ptr<Library>, LoadFailure> load(StagedPlugin staged,
                                                                  Copy copy = Copy::Own);

  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  Library(Library&&) = delete;
  Library& operator=(Library&&) = delete;
  ~Library();

  [[nodiscard]] const bailey_plugin_entry& entry() const { return *entry_; }

  [[nodiscard]] const StagedPlugin& staged() const { return staged_; }

  [[nodiscard]] const Manifest& manifest() const { return staged_.manifest; }

private:
  Library(StagedPlugin staged,
          Copy copy,
          boost::dll::shared_library code,
          const bailey_plugin_entry* entry);

  const StagedPlugin staged_;
  const Copy copy_;
  boost::dll::shared_library code_;
  const bailey_plugin_entry* entry_;
  bool loaded_ = false;  // load() succeeded, so unload() is due
};

// True while some part of the file at `path` is mapped into this process.
bool isMapped(const std::filesystem::path& path);

}  // namespace bailey::plugin_host
