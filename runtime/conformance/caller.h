// Asks a plugin as the server does: the same check of the request before, the same check of the
// answer behind.
#pragma once

#include "talkdesk/failure.h"
#include "talkdesk/operation.h"
#include "talkdesk/profile.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::plugin_host {
class PluginInstance;
}

namespace bailey::talkdesk {
class AnswerWriter;
class RequestReader;
struct RequestFacts;
}  // namespace bailey::talkdesk

namespace bailey::conformance {

// One request and what came of it.
struct Asked {
  std::optional<std::string> refused;  // by the host, before the plugin: why
  std::optional<talkdesk::Failure> failure;
  std::string message;              // with a failure: the plugin's words
  std::string_view misbehaviour;    // what it did when it broke the ABI's rules
  std::string text;                 // its answer as written
  nlohmann::json json;              // the plugin's answer; null when there is none that can be read
  std::optional<std::string> rule;  // of the contract, that the answer breaks
  std::vector<std::string> warnings;
  std::string body;  // what Talkdesk would get
  std::chrono::steady_clock::duration took{};

  [[nodiscard]] bool good() const { return !refused && !failure && !rule; }

  [[nodiscard]] bool failedWith(talkdesk::Failure wanted) const {
    return failure == wanted && misbehaviour.empty();
  }

  // An answer, or a failure that is no bug of the plugin's.
  [[nodiscard]] bool sound() const;

  // In a few words, for reports: "answered unauthorized: ...". May hold what the plugin said.
  [[nodiscard]] std::string summary() const;
};

struct Patience {
  std::chrono::steady_clock::time_point deadline;
  const std::atomic<bool>& cancelled;
};

// Told of each action that the plugin says it has done, with its answer; null when that cannot be
// read.
using ActionDone = std::function<void(std::string_view action, const nlohmann::json& answer)>;

// Any number of callers may ask one instance at once; each belongs to one thread.
class Caller {
public:
  // Both outlive it. `done` may be empty.
  Caller(plugin_host::PluginInstance& instance,
         const talkdesk::Profile& profile,
         ActionDone done = {});
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;
  Caller(Caller&&) = delete;
  Caller& operator=(Caller&&) = delete;
  ~Caller();

  // `action` is null but for Operation::Action.
  Asked ask(talkdesk::Operation operation,
            const nlohmann::json& request,
            const talkdesk::Action* action = nullptr);
  Asked ask(talkdesk::Operation operation,
            const nlohmann::json& request,
            const talkdesk::Action* action,
            const Patience& patience);

  // Has the plugin run an operation or action that the host would not have asked it for.
  Asked askUndeclared(talkdesk::Operation operation,
                      std::string_view action,
                      const nlohmann::json& request);

private:
  Asked call(talkdesk::Operation operation,
             std::string_view action,
             std::string body,
             const talkdesk::RequestFacts& facts,
             const Patience& patience);

  plugin_host::PluginInstance& instance_;
  const talkdesk::Profile& profile_;
  const ActionDone done_;
  const std::unique_ptr<talkdesk::RequestReader> reader_;
  const std::unique_ptr<talkdesk::AnswerWriter> writer_;
};

// {"auth": .., "meta": .., "data": ..}; a part that is null is left out.
nlohmann::json requestOf(const nlohmann::json& auth,
                         const nlohmann::json& meta = nullptr,
                         const nlohmann::json& data = nullptr);

}  // namespace bailey::conformance
