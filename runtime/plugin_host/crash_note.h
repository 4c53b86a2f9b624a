// When the process dies in a plugin's code it leaves a note that says in whose, so that the next
// one need not make the same mistake.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace bailey::plugin_host {

struct CrashNote {
  std::string integration;
  std::string version;  // InstanceSetup::version
  std::string plugin_sha256;
  std::string step;  // "create", "handle", "quiesce", "destroy"
  int signal = 0;
};

// From now on a fatal signal in plugin code writes its note to `file`, which is emptied. What else
// happens at a signal stays as it was: it is handed on. Once in a process.
core::Result<bool> noteCrashesIn(const std::filesystem::path& file);

// Nothing when there is no note, or not a whole one.
std::optional<CrashNote> readCrashNote(const std::filesystem::path& file);

// Says that its thread runs code of a plugin for as long as it lives. Costs two stores.
class InPlugin {
public:
  // `whose` is "<integration> <version> <sha256>", `step` a literal; both outlive this.
  InPlugin(const std::string& whose, const char* step);
  InPlugin(const InPlugin&) = delete;
  InPlugin& operator=(const InPlugin&) = delete;
  InPlugin(InPlugin&&) = delete;
  InPlugin& operator=(InPlugin&&) = delete;
  ~InPlugin();
};

}  // namespace bailey::plugin_host
