// A call of an operation that holds no thread: the plugin is asked, asks its CRM, is told what
// came, and at some time says that it is done. All on one loop.
#pragma once

#include "plugin_host/call_frame.h"
#include "plugin_host/plugin_call.h"
#include "upstream/client.h"
#include "upstream/gateway.h"
#include "upstream/request.h"

#include "bailey/abi.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace bailey::plugin_host {

class HostServices;

// Lives until it is answered and its plugin is off the stack.
class PendingCall : public std::enable_shared_from_this<PendingCall> {
public:
  using Done = std::function<void(PluginAnswer)>;

  // What it needs of its plugin and its loop; all outlive it.
  struct Parts {
    const bailey_plugin_entry& entry;
    bailey_instance* instance;
    HostServices& services;
    const std::string& whose;  // for InPlugin
    upstream::Client& client;
  };

  PendingCall(const Parts& parts, const PluginCall& call, std::size_t answer_bytes_max, Done done);
  PendingCall(const PendingCall&) = delete;
  PendingCall& operator=(const PendingCall&) = delete;
  PendingCall(PendingCall&&) = delete;
  PendingCall& operator=(PendingCall&&) = delete;
  ~PendingCall() = default;

  // Asks the plugin. An answer that is there at once is returned, and `done` is not called.
  [[nodiscard]] std::optional<PluginAnswer> start();

  // Nobody waits any more: what it asked of its CRM comes back as cancelled, which ends it.
  void cancel();

  // ---- for the plugin, through the host's functions ----

  void ask(std::shared_ptr<const upstream::Gateway> gateway,
           upstream::Request request,
           bailey_http_done done,
           void* cookie);
  void complete(bailey_status status);

private:
  template <typename Act>
  void inPlugin(Act&& act);
  [[nodiscard]] bool isOver() const;
  [[nodiscard]] PluginAnswer takeAnswer();

  const Parts parts_;
  CallFrame frame_;
  const event::Clock::time_point deadline_;
  const Done done_;
  std::uint64_t number_ = 0;
  std::set<upstream::Client::CallId> asked_;  // what the CRM has not answered yet
  bailey_status status_ = BAILEY_PENDING;
  bool threw_ = false;
  bool answered_ = false;
  event::Clock::duration longest_hold_{};
};

}  // namespace bailey::plugin_host
