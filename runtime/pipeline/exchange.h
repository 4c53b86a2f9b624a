// One request and its answer, from the moment its head is read until its answer is on the wire. The
// stages of the pipeline fill it in, in the order of the fields below.
#pragma once

#include "generation/active_generation.h"
#include "http/request_head.h"
#include "pipeline/caller_certificate.h"
#include "talkdesk/failure.h"
#include "talkdesk/operation.h"
#include "talkdesk/profile.h"
#include "talkdesk/request_reader.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::plugin_host {
class PendingCall;
}  // namespace bailey::plugin_host

namespace bailey::pipeline {

using Clock = std::chrono::steady_clock;

// What must be readable behind a body; see talkdesk/request_reader.h.
constexpr std::size_t kBodyPadding = talkdesk::kBodyPadding;

struct Reply {
  int status = 0;                                        // 0: there is none yet
  std::string body;                                      // JSON; empty with 204
  talkdesk::Failure failure = talkdesk::Failure::Unset;  // Unset: it is the plugin's good answer
  std::optional<int> retry_after_s;
  std::string detail;         // for the log only: what a plugin did wrong; no value from a request
  bool is_duplicate = false;  // another request's answer: this one did not run
};

// Owned by the event loop that read the request. A worker reads it while it runs the plugin, and
// writes nothing but what it hands back as a Reply; the loop changes nothing meanwhile but what
// cancel() does.
struct Exchange {
  Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  Exchange(Exchange&&) = delete;
  Exchange& operator=(Exchange&&) = delete;
  ~Exchange();

  Clock::time_point started;

  // Valid only while the head's stages run: they point into the connection's buffer.
  const http::RequestHead* head = nullptr;
  const CallerCertificate* certificate = nullptr;  // null: the caller showed none

  std::string request_id;

  // The route. Null and Unset until it is known.
  generation::Lease lease;
  const generation::Integration* integration = nullptr;  // lives as long as the lease
  talkdesk::Operation operation = talkdesk::Operation::Unset;
  const talkdesk::Action* action = nullptr;  // likewise; null unless operation is Action
  std::string_view path_secret;              // with the head's life time

  // Followed by kBodyPadding bytes of capacity once the body is whole. From the envelope on it is
  // what the plugin gets.
  std::string body;
  std::size_t body_bytes = 0;  // what came over the wire, when the body was not kept
  Clock::time_point deadline;  // of its plugin; unset until the plugin is to be asked
  talkdesk::RequestFacts facts;
  bool is_claimed = false;  // others may wait for its answer, so it runs even without its caller

  Reply reply;

  // Nobody waits for the answer any more. Read by the plugin through bailey_host::call_cancelled.
  std::atomic<bool> cancelled{false};

  // The plugin's call while it waits for its CRM without a thread; the loop's own.
  std::shared_ptr<plugin_host::PendingCall> pending;

  // Nobody waits for its answer any more: tells the plugin, unless others wait for it as well.
  void cancel();

  // Makes it as good as new but keeps the memory. REQUIRES: nobody else holds it.
  void reset();

  // Puts `next` in the place of the body, which is wiped.
  void replaceBody(std::string next);

  // Sets `reply` to what Talkdesk gets for `failure`, by the table of the contract.
  void refuse(talkdesk::Failure failure, std::string message = {});

private:
  // The body holds somebody's credentials: its bytes do not outlive the request.
  void wipeBody();
};

}  // namespace bailey::pipeline
