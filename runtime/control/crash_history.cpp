#include "control/crash_history.h"

#include "control/durable_file.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <fstream>
#include <system_error>

namespace bailey::control {
namespace {

using nlohmann::json;

std::int64_t secondsNow() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

// What a damaged file holds does not count.
json readRecent(const std::filesystem::path& file, std::int64_t since) {
  std::ifstream stream(file);
  const json all = json::parse(stream, nullptr, /*allow_exceptions=*/false);
  json recent = json::array();
  if (all.is_array()) {
    for (const json& one : all) {
      const auto at = one.is_object() ? one.find("at") : one.end();
      if (at != one.end() && at->is_number_integer() && at->get<std::int64_t>() >= since) {
        recent.push_back(one);
      }
    }
  }
  return recent;
}

}  // namespace

CrashHistory::~CrashHistory() {
  std::error_code ignored;
  std::filesystem::remove(note_file_, ignored);
}

core::Result<std::optional<Crash>> CrashHistory::begin() {
  const auto note = plugin_host::readCrashNote(note_file_);
  std::optional<Crash> crash;
  if (note) {
    crash = remember(*note);
  }
  // Only now: it empties the note.
  if (auto noting = plugin_host::noteCrashesIn(note_file_); !noting.ok()) {
    return noting.error();
  }
  return crash;
}

Crash CrashHistory::remember(const plugin_host::CrashNote& note) const {
  Crash crash{note.integration,
              {note.version, note.plugin_sha256},
              "crashed the bridge in " + note.step + "(): " + ::strsignal(note.signal),
              1};
  const std::int64_t now = secondsNow();
  json recent = readRecent(history_file_, now - std::chrono::seconds(kMemory).count());
  const json same = {{"integration", note.integration},
                     {"fingerprint", note.version},
                     {"plugin_sha256", note.plugin_sha256}};
  for (const json& one : recent) {
    json without_time = one;
    without_time.erase("at");
    crash.recently += without_time == same ? 1 : 0;
  }
  recent.push_back(same);
  recent.back()["at"] = now;
  // When it cannot be written the crash is counted as the first: it is served on.
  (void)writeDurably(history_file_, recent.dump(2) + "\n");
  return crash;
}

}  // namespace bailey::control
