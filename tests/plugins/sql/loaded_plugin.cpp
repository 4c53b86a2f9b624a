#include "loaded_plugin.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>

namespace bailey::sql_test {
namespace {

std::int64_t monotonicNow() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

bailey_status appendTo(void* context, const char* data, std::size_t bytes) {
  static_cast<std::string*>(context)->append(data, bytes);
  return BAILEY_OK;
}

bailey_sink sinkFor(std::string& text) {
  return {sizeof(bailey_sink), 0, &text, &appendTo};
}

}  // namespace

TestHost::TestHost() {
  abi_.size = sizeof(bailey_host);
  abi_.context = this;
  abi_.log = &onLog;
  abi_.now_mono_ns = [](void*) {
    return monotonicNow();
  };
  abi_.call_cancelled = [](void* context, std::uint64_t) -> std::int32_t {
    return static_cast<TestHost*>(context)->cancelled ? 1 : 0;
  };
  abi_.secret = [](void*, bailey_str, const bailey_sink*) -> bailey_status {
    return BAILEY_NOT_FOUND;
  };
  abi_.get_extension = [](void*, bailey_str) -> const void* {
    return nullptr;
  };
}

void TestHost::onLog(void* context,
                     std::uint64_t /*call*/,
                     std::int32_t /*level*/,
                     bailey_str message) {
  auto& host = *static_cast<TestHost*>(context);
  const std::lock_guard lock(host.mutex_);
  host.lines_.emplace_back(message.data, message.size);
}

std::vector<std::string> TestHost::log() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

bool TestHost::logged(const std::string& part) const {
  const std::vector<std::string> lines = log();
  return std::any_of(lines.begin(), lines.end(), [&part](const std::string& line) {
    return line.find(part) != std::string::npos;
  });
}

LoadedPlugin::LoadedPlugin() : library_(dlopen(BAILEY_SQL_PLUGIN, RTLD_NOW | RTLD_LOCAL)) {
  if (library_ == nullptr) {
    throw std::runtime_error(dlerror());
  }
  entry_ = static_cast<const bailey_plugin_entry*>(dlsym(library_, BAILEY_ENTRY_SYMBOL));
  if (entry_ == nullptr) {
    throw std::runtime_error("no entry");
  }
}

LoadedPlugin::~LoadedPlugin() {
  dlclose(library_);
}

Instance::Instance(const LoadedPlugin& plugin, TestHost& host, const nlohmann::json& setup)
    : entry_(plugin.entry()) {
  const std::string text = setup.dump();
  std::string complaints;
  const bailey_sink sink = sinkFor(complaints);
  const bailey_status status =
      entry_.create(host.abi(), {text.data(), text.size()}, &sink, &instance_);
  if (!complaints.empty()) {
    complaints_ = nlohmann::json::parse(complaints);
  }
  if ((status == BAILEY_OK) != (instance_ != nullptr) ||
      (status != BAILEY_OK) == complaints_.empty()) {
    throw std::runtime_error("create() contradicts itself: " + std::to_string(status));
  }
}

Instance::~Instance() {
  if (instance_ != nullptr) {
    entry_.quiesce(instance_);
    entry_.destroy(instance_);
  }
}

bool Instance::complained(const std::string& pointer, const std::string& part) const {
  return std::any_of(complaints_.begin(), complaints_.end(), [&](const nlohmann::json& complaint) {
    return complaint.at("pointer") == pointer &&
           complaint.at("message").get<std::string>().find(part) != std::string::npos;
  });
}

Reply Instance::call(bailey_operation operation,
                     const nlohmann::json& body,
                     const std::string& action) const {
  constexpr std::size_t kPadding = 64;
  std::string text = body.dump();
  const std::size_t size = text.size();
  text.append(kPadding, '\0');
  const std::string request_id = "test";
  bailey_request request{};
  request.size = sizeof(bailey_request);
  request.operation = operation;
  request.call = 1;
  request.action = {action.data(), action.size()};
  request.request_id = {request_id.data(), request_id.size()};
  request.body = {text.data(), size};
  request.deadline_mono_ns =
      monotonicNow() + std::chrono::duration_cast<std::chrono::nanoseconds>(deadline).count();
  std::string answer;
  Reply reply;
  const bailey_sink answer_sink = sinkFor(answer);
  const bailey_sink message_sink = sinkFor(reply.message);
  bailey_response response{sizeof(bailey_response), 0, &answer_sink, &message_sink};
  reply.status = entry_.handle(instance_, &request, &response);
  reply.retry_after_s = response.retry_after_s;
  if (reply.status == BAILEY_OK) {
    reply.json = nlohmann::json::parse(answer);
  }
  return reply;
}

}  // namespace bailey::sql_test
