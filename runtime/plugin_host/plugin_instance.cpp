#include "plugin_host/plugin_instance.h"

#include "plugin_host/crash_note.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace bailey::plugin_host {
namespace {

using talkdesk::Failure;
using Complaints = std::vector<SettingsComplaint>;

constexpr std::size_t kComplaintBytesMax = 64 * 1024;
constexpr std::size_t kMessageBytesMax = 4 * 1024;

// A buffer a plugin may fill up to a limit.
struct BoundedText {
  std::string text;
  std::size_t bytes_max;
  bool overflowed = false;

  [[nodiscard]] bailey_sink sink() {
    return {sizeof(bailey_sink), 0, this, [](void* context, const char* data, std::size_t bytes) {
              return static_cast<BoundedText*>(context)->append(data, bytes);
            }};
  }

private:
  bailey_status append(const char* data, std::size_t bytes) {
    if (overflowed || bytes > bytes_max - text.size()) {
      overflowed = true;
      return BAILEY_REJECTED;
    }
    text.append(data, bytes);
    return BAILEY_OK;
  }
};

bailey_str borrow(std::string_view text) {
  return {text.data(), text.size()};
}

bailey_operation abiOperation(talkdesk::Operation operation) {
  static_assert(static_cast<int>(talkdesk::Operation::AuthValidation) == BAILEY_AUTH_VALIDATION);
  static_assert(static_cast<int>(talkdesk::Operation::Action) == BAILEY_ACTION);
  return static_cast<bailey_operation>(operation);
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

// nothing for a status that is not an error at all
std::optional<Failure> failureOf(bailey_status status) {
  switch (status) {
    case BAILEY_INVALID_REQUEST:
      return Failure::InvalidRequest;
    case BAILEY_UNAUTHORIZED:
      return Failure::Unauthorized;
    case BAILEY_FORBIDDEN:
      return Failure::Forbidden;
    case BAILEY_NOT_FOUND:
      return Failure::NotFound;
    case BAILEY_CONFLICT:
      return Failure::Conflict;
    case BAILEY_REJECTED:
      return Failure::Rejected;
    case BAILEY_RATE_LIMITED:
      return Failure::RateLimited;
    case BAILEY_UNAVAILABLE:
      return Failure::Unavailable;
    case BAILEY_TIMEOUT:
    case BAILEY_CANCELLED:
      return Failure::DeadlineExceeded;
    case BAILEY_NOT_SUPPORTED:
      return Failure::NotSupported;
    case BAILEY_INTERNAL:
      return Failure::Internal;
    default:
      return std::nullopt;
  }
}

PluginAnswer misbehaved(std::string_view what) {
  PluginAnswer answer;
  answer.failure = Failure::PluginMisbehaved;
  answer.misbehaviour = what;
  return answer;
}

}  // namespace

core::Result<std::unique_ptr<PluginInstance>, Complaints> PluginInstance::create(
    std::shared_ptr<Library> library,
    const InstanceSetup& setup,
    Extensions& extensions,
    observability::Log& log) {
  std::unique_ptr<PluginInstance> made(
      new PluginInstance(std::move(library), setup, extensions, log));
  BoundedText complaints{{}, kComplaintBytesMax};
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
                extensions) {}

PluginInstance::~PluginInstance() {
  if (instance_ != nullptr) {
    const InPlugin here(whose_, "destroy");
    library_->entry().destroy(instance_);
  }
}

PluginAnswer PluginInstance::handle(const PluginCall& call, std::size_t answer_bytes_max) {
  BoundedText json{{}, answer_bytes_max};
  BoundedText message{{}, kMessageBytesMax};
  const bailey_sink json_sink = json.sink();
  const bailey_sink message_sink = message.sink();
  bailey_response response{sizeof(bailey_response), 0, &json_sink, &message_sink};
  const std::uint64_t number = services_.calls().begin(call.request_id, call.cancelled);
  const bailey_request request{
      sizeof(bailey_request),
      abiOperation(call.operation),
      number,
      borrow(call.action),
      borrow(call.request_id),
      borrow(call.body),
      std::chrono::duration_cast<std::chrono::nanoseconds>(call.deadline.time_since_epoch())
          .count()};
  bailey_status status = BAILEY_UNSET;
  bool threw = false;
  try {
    const InPlugin here(whose_, "handle");
    status = library_->entry().handle(instance_, &request, &response);
  } catch (...) {  // the plugin broke the rule that nothing is thrown through the ABI
    threw = true;
  }
  services_.calls().end(number);

  if (threw) {
    return misbehaved("threw an exception through the ABI");
  }
  if (json.overflowed) {
    return misbehaved("wrote a larger answer than is allowed");
  }
  PluginAnswer answer;
  answer.failure = failureOf(status);
  if (status != BAILEY_OK && !answer.failure) {
    return misbehaved("returned a status that is none");
  }
  answer.json = std::move(json.text);
  answer.message = std::move(message.text);
  answer.retry_after_s = response.retry_after_s;
  return answer;
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
