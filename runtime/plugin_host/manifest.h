// What a plugin says of itself, before any of its code runs.
#pragma once

#include "core/result.h"
#include "talkdesk/operation.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::plugin_host {

// Whether a plugin serves an operation, and where its code for it may run.
enum class Execution : std::uint8_t {
  Unset = 0,    // the operation is not served
  Blocking,     // may wait: runs on a worker
  Nonblocking,  // never waits: runs on the event loop
};

struct Manifest {
  std::string name;
  std::string version;
  std::string description;
  std::array<Execution, talkdesk::kOperationCount> operations{};  // by talkdesk::indexOf()
  std::vector<std::string> secrets;
  std::vector<std::string> hosts;  // where its CRM is, as upstream::EgressPolicy reads them

  [[nodiscard]] Execution execution(talkdesk::Operation operation) const {
    return operations.at(talkdesk::indexOf(operation));
  }
};

// Fails with a clause that continues "plugin foo.so ...", naming the JSON pointer:
// "has a bad manifest: /operations/sync: unknown operation; allowed: ...".
core::Result<Manifest> parseManifest(std::string_view text);

}  // namespace bailey::plugin_host
