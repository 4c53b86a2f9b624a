// How often the bridge died in whose plugin code lately. Kept on disk: the process that counts is
// the next one.
#pragma once

#include "control/last_good.h"
#include "core/result.h"
#include "plugin_host/crash_note.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace bailey::control {

struct Crash {
  std::string integration;
  VersionId id;
  std::string how;   // "crashed the bridge in handle(): Segmentation fault"
  int recently = 0;  // how often this version did, this time included
};

// [control thread]
class CrashHistory {
public:
  // What is older does not count.
  static constexpr std::chrono::minutes kMemory{10};

  // Two files in `folder`: crash_note.txt, written by the process that dies, and crashes.json.
  explicit CrashHistory(const std::filesystem::path& folder)
      : note_file_(folder / "crash_note.txt"),
        history_file_(folder / "crashes.json") {}

  CrashHistory(const CrashHistory&) = delete;
  CrashHistory& operator=(const CrashHistory&) = delete;
  CrashHistory(CrashHistory&&) = delete;
  CrashHistory& operator=(CrashHistory&&) = delete;

  // This process comes to a good end: there is nothing to note.
  ~CrashHistory();

  // What the process before this one died of, if it died in a plugin; from now on this process
  // leaves such a note. Fails when it cannot.
  core::Result<std::optional<Crash>> begin();

private:
  Crash remember(const plugin_host::CrashNote& note) const;

  const std::filesystem::path note_file_;
  const std::filesystem::path history_file_;
};

}  // namespace bailey::control
