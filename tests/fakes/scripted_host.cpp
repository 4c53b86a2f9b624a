#include "fakes/scripted_host.h"

#include <dlfcn.h>
#include <strings.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace bailey::fakes {
namespace {

constexpr std::size_t kPadding = 64;
constexpr std::chrono::minutes kDeadline{1};  // a busy machine is no failure

ScriptedHost& self(void* context) {
  return *static_cast<ScriptedHost*>(context);
}

std::string textOf(bailey_str text) {
  return {text.data == nullptr ? "" : text.data, text.size};
}

bailey_str borrow(const std::string& text) {
  return {text.data(), text.size()};
}

std::int64_t monotonicNow() {
  return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

bailey_sink sinkFor(std::string& text) {
  return {sizeof(bailey_sink), 0, &text, [](void* context, const char* data, std::size_t bytes) {
            static_cast<std::string*>(context)->append(data, bytes);
            return bailey_status{BAILEY_OK};
          }};
}

// An answer with all that it points to.
struct OwnedAnswer : bailey_http_answer {
  explicit OwnedAnswer(CrmAnswer from)
      : bailey_http_answer{},
        source(std::move(from)),
        size_of_body(source.body.size()) {
    source.body.append(kPadding, '\0');
    for (const auto& [name, value] : source.fields) {
      views.push_back({borrow(name), borrow(value)});
    }
    size = sizeof(bailey_http_answer);
    outcome = source.outcome;
    http_status = outcome == BAILEY_OK ? static_cast<std::uint32_t>(source.status) : 0;
    retry_after_s = source.retry_after_s;
    bailey_http_answer::fields = views.data();
    field_count = views.size();
    (outcome == BAILEY_OK ? body : message) = {source.body.data(), size_of_body};
  }

  CrmAnswer source;
  std::size_t size_of_body;
  std::vector<bailey_http_field> views;
};

}  // namespace

std::string CrmRequest::field(const std::string& name) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) {
    return strcasecmp(field.first.c_str(), name.c_str()) == 0;
  });
  return found == fields.end() ? std::string() : found->second;
}

std::string CrmRequest::target() const {
  const std::size_t path = url.find('/', url.find("://") + 3);
  return path == std::string::npos ? "/" : url.substr(path);
}

ScriptedHost::ScriptedHost(const std::filesystem::path& plugin, Crm crm) : crm_(std::move(crm)) {
  library_ = dlopen(plugin.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library_ == nullptr) {
    throw std::runtime_error(dlerror());
  }
  entry_ = static_cast<const bailey_plugin_entry*>(dlsym(library_, BAILEY_ENTRY_SYMBOL));
  if (entry_ == nullptr) {
    throw std::runtime_error(plugin.string() + " has no entry");
  }
  host_.size = sizeof(bailey_host);
  host_.context = this;
  host_.log = [](void* context, std::uint64_t, std::int32_t, bailey_str message) {
    self(context).log.push_back(textOf(message));
  };
  host_.now_mono_ns = [](void*) {
    return monotonicNow();
  };
  host_.call_cancelled = [](void*, std::uint64_t) {
    return std::int32_t{0};
  };
  host_.secret = [](void* context, bailey_str name, const bailey_sink* value) {
    const auto found = self(context).secrets.find(textOf(name));
    return found == self(context).secrets.end()
               ? bailey_status{BAILEY_NOT_FOUND}
               : value->write(value->context, found->second.data(), found->second.size());
  };
  host_.get_extension = [](void* context, bailey_str id) -> const void* {
    if (textOf(id) == BAILEY_HTTP_EXTENSION) {
      return &self(context).http_;
    }
    return textOf(id) == BAILEY_PENDING_EXTENSION ? &self(context).pending_ : nullptr;
  };
  http_.size = sizeof(bailey_http);
  http_.context = this;
  http_.fetch = [](void* context, std::uint64_t, const bailey_http_request* request) {
    return self(context).answer(read(*request));
  };
  http_.start = [](void* context,
                   std::uint64_t,
                   const bailey_http_request* request,
                   bailey_http_done done,
                   void* cookie) {
    self(context).waiting_.push_back({read(*request), done, cookie});
  };
  http_.release = [](void* context, const bailey_http_answer* answer) {
    --self(context).answers_held_;
    delete static_cast<const OwnedAnswer*>(answer);
  };
  pending_.size = sizeof(bailey_pending);
  pending_.context = this;
  pending_.complete = [](void* context, std::uint64_t, bailey_status status) {
    self(context).completed_ = status;
  };
}

ScriptedHost::~ScriptedHost() {
  if (instance_ != nullptr) {
    entry_->quiesce(instance_);
    entry_->destroy(instance_);
  }
  dlclose(library_);
}

nlohmann::json ScriptedHost::create(const nlohmann::json& settings,
                                    const nlohmann::json& talkdesk) {
  nlohmann::json offered = {{"interaction_types", nlohmann::json::array()},
                            {"actions", nlohmann::json::array()},
                            {"auth_fields", nlohmann::json::array()}};
  offered.update(talkdesk);
  const std::string setup = nlohmann::json{
      {"integration", "test"},
      {"folder", "/"},
      {"settings", settings},
      {"talkdesk", offered}}.dump();
  std::string complaints;
  const bailey_sink sink = sinkFor(complaints);
  const bailey_status status = entry_->create(&host_, borrow(setup), &sink, &instance_);
  if ((status == BAILEY_OK) != (instance_ != nullptr) ||
      (status == BAILEY_OK) != complaints.empty()) {
    throw std::runtime_error("create() contradicts itself: " + std::to_string(status));
  }
  return complaints.empty() ? nlohmann::json::array() : nlohmann::json::parse(complaints);
}

AdapterReply ScriptedHost::ask(bailey_operation operation,
                               const nlohmann::json& body,
                               const std::string& action) {
  std::string text = body.dump();
  const std::size_t size = text.size();
  text.append(kPadding, '\0');
  const std::string request_id = "test";
  const bailey_request request{sizeof(bailey_request),
                               operation,
                               1,
                               borrow(action),
                               borrow(request_id),
                               {text.data(), size},
                               monotonicNow() + std::chrono::nanoseconds(kDeadline).count()};
  std::string json;
  AdapterReply reply;
  const bailey_sink json_sink = sinkFor(json);
  const bailey_sink message_sink = sinkFor(reply.message);
  bailey_response response{sizeof(bailey_response), 0, &json_sink, &message_sink};
  completed_ = BAILEY_UNSET;
  reply.status = entry_->handle(instance_, &request, &response);
  while (reply.status == BAILEY_PENDING && completed_ == BAILEY_UNSET) {
    if (waiting_.empty()) {
      throw std::runtime_error("the adapter waits for nothing");
    }
    const Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    next.done(next.cookie, answer(next.request));
  }
  reply.status = reply.status == BAILEY_PENDING ? completed_ : reply.status;
  reply.retry_after_s = response.retry_after_s;
  if (reply.status == BAILEY_OK) {
    reply.json = nlohmann::json::parse(json);
  }
  return reply;
}

const bailey_http_answer* ScriptedHost::answer(const CrmRequest& request) {
  requests.push_back(request);
  ++answers_held_;
  return new OwnedAnswer(crm_(request));
}

CrmRequest ScriptedHost::read(const bailey_http_request& request) {
  CrmRequest read{textOf(request.method),
                  textOf(request.url),
                  {},
                  textOf(request.body),
                  (request.flags & BAILEY_HTTP_REPEATABLE) != 0};
  for (std::size_t i = 0; i < request.field_count; ++i) {
    read.fields.emplace_back(textOf(request.fields[i].name), textOf(request.fields[i].value));
  }
  return read;
}

}  // namespace bailey::fakes
