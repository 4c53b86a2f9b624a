#include "plugin_host/plugin_instance.h"

#include "plugin_host/bounded_text.h"
#include "plugin_host/call_frame.h"
#include "plugin_host/crash_note.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace bailey::plugin_host {
namespace {

using Complaints = std::vector<SettingsComplaint>;

constexpr std::size_t kComplaintBytesMax = 64 * 1024;
constexpr std::chrono::milliseconds kLookAround{100};  // at whether anybody waits still

bailey_str borrow(std::string_view text) {
  return {text.data(), text.size()};
}

Complaints readComplaints(const std::string& text) {
  Complaints complaints;
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_array()) {
    for (const auto& item : json) {
      if (item.is_object() && item.contains("message") && item["message"].is_string()) {
        const auto pointer = item.find("pointer");
        complaints.push_back({pointer != item.end() && pointer->is_string() ? *pointer : "",
                              item["message"].get<std::string>()});
      }
    }
  }
  return complaints;
}

}  // namespace

core::Result<std::unique_ptr<PluginInstance>, Complaints> PluginInstance::create(
    std::shared_ptr<Library> library,
    const InstanceSetup& setup,
    Extensions& extensions,
    observability::Log& log) {
  std::unique_ptr<PluginInstance> made(
      new PluginInstance(std::move(library), setup, extensions, log));
  BoundedText complaints(kComplaintBytesMax);
  const bailey_sink sink = complaints.sink();
  bailey_status status = BAILEY_UNSET;
  try {
    const InPlugin here(made->whose_, "create");
    status = made->library_->entry().create(
        &made->services_.abi(), borrow(setup.json), &sink, &made->instance_);
  } catch (...) {  // the plugin broke the rule that nothing is thrown through the ABI
    made->instance_ = nullptr;
    return Complaints{{"", "the plugin threw an exception while it was made"}};
  }
  if (status == BAILEY_OK && made->instance_ != nullptr) {
    return made;
  }
  made->instance_ = nullptr;  // what a failed create() left there is not ours to destroy
  Complaints said = readComplaints(complaints.text);
  if (status == BAILEY_OK) {
    said = {{"", "the plugin says it was made but gave no instance"}};
  } else if (said.empty()) {
    said = {{"",
             "the plugin could not be made and does not say why (status " + std::to_string(status) +
                 ")"}};
  }
  return said;
}

PluginInstance::PluginInstance(std::shared_ptr<Library> library,
                               const InstanceSetup& setup,
                               Extensions& extensions,
                               observability::Log& log)
    : library_(std::move(library)),
      whose_(setup.integration + ' ' + (setup.version.empty() ? "-" : setup.version) + ' ' +
             library_->staged().sha256),
      services_(log,
                setup.integration,
                library_->manifest().name,
                library_->manifest().secrets,
                setup.secrets,
                extensions,
                setup.gateway) {}

PluginInstance::~PluginInstance() {
  if (instance_ != nullptr) {
    const InPlugin here(whose_, "destroy");
    library_->entry().destroy(instance_);
  }
}

PluginAnswer PluginInstance::handle(const PluginCall& call, std::size_t answer_bytes_max) {
  if (library_->manifest().execution(call.operation) == Execution::Nonblocking) {
    return handleOnLoopOfItsOwn(call, answer_bytes_max);
  }
  CallFrame frame(call, answer_bytes_max);
  const std::uint64_t number =
      services_.calls().begin({call.request_id, &call.cancelled, call.deadline, &frame, nullptr});
  frame.setNumber(number);
  bailey_status status = BAILEY_UNSET;
  bool threw = false;
  try {
    const InPlugin here(whose_, "handle");
    status = library_->entry().handle(instance_, &frame.request(), &frame.response());
  } catch (...) {  // the plugin broke the rule that nothing is thrown through the ABI
    threw = true;
  }
  services_.calls().end(number);
  return threw ? CallFrame::misbehaved(kThrew) : frame.answer(status);
}

std::optional<PluginAnswer> PluginInstance::start(const PluginCall& call,
                                                  std::size_t answer_bytes_max,
                                                  upstream::Client& client,
                                                  PendingCall::Done done,
                                                  std::shared_ptr<PendingCall>& pending) {
  pending = std::make_shared<PendingCall>(
      PendingCall::Parts{library_->entry(), instance_, services_, whose_, client},
      call,
      answer_bytes_max,
      std::move(done));
  return pending->start();
}

// For the conformance kit and trials, which have no loop to share.
PluginAnswer PluginInstance::handleOnLoopOfItsOwn(const PluginCall& call,
                                                  std::size_t answer_bytes_max) {
  const auto on = services_.upstream().makeClientLoop();
  std::shared_ptr<PendingCall> pending;
  std::optional<PluginAnswer> answer;
  answer = start(
      call,
      answer_bytes_max,
      on->client,
      [&answer](PluginAnswer came) { answer = std::move(came); },
      pending);
  while (!answer) {
    on->loop.wait(event::Clock::now() + kLookAround);
    on->loop.dispatch();
    if (call.cancelled.load(std::memory_order_relaxed)) {
      pending->cancel();
    }
  }
  return std::move(*answer);
}

void PluginInstance::quiesce() {
  if (library_->entry().quiesce != nullptr) {
    try {
      const InPlugin here(whose_, "quiesce");
      library_->entry().quiesce(instance_);
    } catch (...) {  // the plugin broke the rule that nothing is thrown through the ABI
    }
  }
}

}  // namespace bailey::plugin_host
