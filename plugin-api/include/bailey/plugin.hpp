// The C++ face of the plugin contract: derive from Adapter, end one file with BAILEY_PLUGIN.
// Header-only and compiled into the plugin: nothing here crosses the boundary, which is abi.h.
#pragma once

#include "bailey/abi.h"
#include "bailey/contract.hpp"
#include "bailey/errors.hpp"
#include "bailey/json.hpp"
#include "bailey/settings.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace bailey {

namespace detail {

inline bailey_str borrow(std::string_view text) {
  return {text.data(), text.size()};
}

inline std::string_view view(bailey_str text) {
  return {text.data, text.size};
}

inline bailey_status appendTo(void* context, const char* data, std::size_t bytes) noexcept {
  try {
    static_cast<std::string*>(context)->append(data, bytes);
    return BAILEY_OK;
  } catch (...) {
    return BAILEY_REJECTED;
  }
}

// Collects what the host writes in `text`.
inline bailey_sink sinkInto(std::string& text) {
  return {sizeof(bailey_sink), 0, &text, &appendTo};
}

inline void append(const bailey_sink* sink, std::string_view text) {
  if (sink != nullptr && !text.empty()) {
    (void)sink->write(sink->context, text.data(), text.size());  // the host fails the call itself
  }
}

}  // namespace detail

enum class LogLevel : std::int32_t {
  Debug = BAILEY_LOG_DEBUG,
  Info = BAILEY_LOG_INFO,
  Warn = BAILEY_LOG_WARN,
  Error = BAILEY_LOG_ERROR,
};

// What the host offers an adapter for as long as it lives. Cheap to copy; any thread.
class Host {
public:
  explicit Host(const bailey_host* host) : host_(host) {}

  // One line in the host's log. Never log what came in `auth`.
  void log(LogLevel level, std::string_view message) const {
    host_->log(host_->context, 0, static_cast<std::int32_t>(level), detail::borrow(message));
  }

  // The secret that the manifest declares and the integration's file provides, or nothing. Do not
  // keep the value longer than needed.
  [[nodiscard]] std::optional<std::string> secret(std::string_view name) const {
    std::string value;
    const bailey_sink sink = detail::sinkInto(value);
    if (host_->secret(host_->context, detail::borrow(name), &sink) != BAILEY_OK) {
      return std::nullopt;
    }
    return value;
  }

  // The host's functions called `id`, as their struct in abi.h has them, or null when this host
  // does not have them all.
  template <typename Functions>
  [[nodiscard]] const Functions* extension(std::string_view id) const {
    const auto* found =
        static_cast<const Functions*>(host_->get_extension(host_->context, detail::borrow(id)));
    return found != nullptr && found->size >= sizeof(Functions) ? found : nullptr;
  }

  [[nodiscard]] const bailey_host* raw() const { return host_; }

private:
  const bailey_host* host_;
};

// One request being served. Valid until the operation returns.
class Call {
public:
  Call(const bailey_host* host, const bailey_request* request) : host_(host), request_(request) {}

  // As in the host's log; safe to pass on to the CRM.
  [[nodiscard]] std::string_view requestId() const { return detail::view(request_->request_id); }

  // Time left to answer in; not positive once the host has given up on this request.
  [[nodiscard]] std::chrono::nanoseconds remaining() const {
    return std::chrono::nanoseconds(request_->deadline_mono_ns -
                                    host_->now_mono_ns(host_->context));
  }

  // True when nobody waits for the answer any more. Ask between the steps of long work.
  [[nodiscard]] bool cancelled() const {
    return host_->call_cancelled(host_->context, request_->call) != 0;
  }

  // As Host::log, with this request's id.
  void log(LogLevel level, std::string_view message) const {
    host_->log(
        host_->context, request_->call, static_cast<std::int32_t>(level), detail::borrow(message));
  }

private:
  const bailey_host* host_;
  const bailey_request* request_;
};

// What an adapter is made from.
struct Setup {
  std::string integration;
  std::filesystem::path folder;  // relative paths in the settings start here
  nlohmann::json settings;       // the object "settings" of the integration's file
  std::vector<std::string> interaction_types;
  std::vector<std::string> actions;      // names of the actions the integration declares
  std::vector<std::string> auth_fields;  // names of the configured auth fields
  Host host;
};

// One integration's connection to its CRM. Derive, take a `const Setup&` in the constructor (throw
// InvalidSettings there; nlohmann's out_of_range and type_error, as settings.at("x") throws them,
// count as that too), and override the operations the manifest names.
//
// Life: constructed once [control]; operations are called by many threads at once; quiesce() when
// no new call will come; destroyed when every call has returned. Operations throw Error for
// expected failures; anything else they throw costs that caller a 500 and is logged without its
// text.
class Adapter {
public:
  Adapter() = default;
  Adapter(const Adapter&) = delete;
  Adapter& operator=(const Adapter&) = delete;
  Adapter(Adapter&&) = delete;
  Adapter& operator=(Adapter&&) = delete;
  virtual ~Adapter() = default;

  [[nodiscard]] virtual StoredFields authValidation(const AuthValidationRequest& /*request*/,
                                                    Call& /*call*/) {
    throw Error(Error::Code::NotSupported);
  }

  [[nodiscard]] virtual ContactPage contactSynchronization(
      const ContactSynchronizationRequest& /*request*/, Call& /*call*/) {
    throw Error(Error::Code::NotSupported);
  }

  [[nodiscard]] virtual std::vector<Interaction> interactionRetrieval(
      const InteractionRetrievalRequest& /*request*/, Call& /*call*/) {
    throw Error(Error::Code::NotSupported);
  }

  [[nodiscard]] virtual AgentPage agentSynchronization(
      const AgentSynchronizationRequest& /*request*/, Call& /*call*/) {
    throw Error(Error::Code::NotSupported);
  }

  [[nodiscard]] virtual ActionResult action(const ActionRequest& /*request*/, Call& /*call*/) {
    throw Error(Error::Code::NotSupported);
  }

  virtual void quiesce() {}
};

namespace detail {

// What the host holds as a bailey_instance.
struct Instance {
  const bailey_host* host = nullptr;
  std::unique_ptr<Adapter> adapter;
};

inline void answer(Instance& instance, const bailey_request& in, JsonWriter& json) {
  const contract::Envelope body(view(in.body));
  Call call(instance.host, &in);
  Adapter& adapter = *instance.adapter;
  switch (in.operation) {
    case BAILEY_AUTH_VALIDATION:
      contract::write(json, adapter.authValidation({body.auth}, call));
      return;
    case BAILEY_CONTACT_SYNCHRONIZATION:
      contract::write(json,
                      adapter.contactSynchronization(contract::contactSynchronization(body), call));
      return;
    case BAILEY_INTERACTION_RETRIEVAL:
      contract::write(json,
                      adapter.interactionRetrieval(contract::interactionRetrieval(body), call));
      return;
    case BAILEY_AGENT_SYNCHRONIZATION:
      contract::write(json,
                      adapter.agentSynchronization(contract::agentSynchronization(body), call));
      return;
    case BAILEY_ACTION:
      contract::write(json, adapter.action(contract::action(body, view(in.action)), call));
      return;
    default:
      throw Error(Error::Code::NotSupported);
  }
}

// Whole seconds as the ABI has them; nothing is known from a negative time.
inline std::uint32_t retryAfterSeconds(std::chrono::seconds time) {
  using Seconds = std::chrono::seconds::rep;
  constexpr Seconds kMax = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::clamp<Seconds>(time.count(), 0, kMax));
}

// Every export is noexcept and catches everything: the boundary is C.
inline bailey_status handle(bailey_instance* instance,
                            const bailey_request* request,
                            bailey_response* response) noexcept {
  try {
    std::string text;
    text.reserve(512);
    JsonWriter json(text);
    answer(*reinterpret_cast<Instance*>(instance), *request, json);
    append(response->json, text);
    return BAILEY_OK;
  } catch (const Error& error) {
    append(response->message, error.what());
    response->retry_after_s = retryAfterSeconds(error.retryAfter());
    return static_cast<bailey_status>(error.code());
  } catch (...) {
    return BAILEY_INTERNAL;
  }
}

inline void destroy(bailey_instance* instance) noexcept {
  delete reinterpret_cast<Instance*>(instance);
}

inline void quiesce(bailey_instance* instance) noexcept {
  try {
    reinterpret_cast<Instance*>(instance)->adapter->quiesce();
  } catch (...) {  // nothing a host could do about it
  }
}

inline Setup readSetup(const bailey_host* host, bailey_str text) {
  using Names = std::vector<std::string>;
  const nlohmann::json json = nlohmann::json::parse(view(text));
  const nlohmann::json& talkdesk = json.at("talkdesk");
  return {json.at("integration").get<std::string>(),
          std::filesystem::path(json.at("folder").get<std::string>()),
          json.at("settings"),
          talkdesk.at("interaction_types").get<Names>(),
          talkdesk.at("actions").get<Names>(),
          talkdesk.at("auth_fields").get<Names>(),
          Host(host)};
}

inline void complain(JsonWriter& json, std::string_view pointer, std::string_view message) {
  json.beginObject().member("pointer", pointer).member("message", message).end();
}

inline std::string complaintsJson(const std::vector<InvalidSettings::Complaint>& complaints) {
  std::string text;
  JsonWriter json(text);
  json.beginArray();
  for (const auto& [pointer, message] : complaints) {
    complain(json, pointer, message);
  }
  json.end();
  return text;
}

// One complaint about the settings as a whole.
inline std::string complaintJson(std::string_view message) {
  std::string text;
  JsonWriter json(text);
  json.beginArray();
  complain(json, "", message);
  json.end();
  return text;
}

// Makes the adapter and says in `complaints` why there is none. May throw anything.
template <typename Type>
bailey_status makeInstance(const bailey_host* host,
                           bailey_str setup,
                           const bailey_sink* complaints,
                           bailey_instance** instance) {
  const Setup read = readSetup(host, setup);
  try {
    auto made = std::make_unique<Instance>();
    made->host = host;
    made->adapter = std::make_unique<Type>(read);
    *instance = reinterpret_cast<bailey_instance*>(made.release());
    return BAILEY_OK;
  } catch (const InvalidSettings& invalid) {
    append(complaints, complaintsJson(invalid.complaints()));
    return BAILEY_INVALID_CONFIG;
  } catch (const Error& error) {
    append(complaints, complaintJson(error.what()));
    return static_cast<bailey_status>(error.code());
  } catch (const nlohmann::json::out_of_range& missing) {  // settings.at("no such member")
    append(complaints, complaintJson(missing.what()));
    return BAILEY_INVALID_CONFIG;
  } catch (const nlohmann::json::type_error& wrong) {  // get<std::string>() of a number
    append(complaints, complaintJson(wrong.what()));
    return BAILEY_INVALID_CONFIG;
  }
}

template <typename Type>
bailey_status create(const bailey_host* host,
                     bailey_str setup,
                     const bailey_sink* complaints,
                     bailey_instance** instance) noexcept {
  static_assert(std::is_base_of_v<Adapter, Type>, "a plugin's type derives from bailey::Adapter");
  static_assert(std::is_constructible_v<Type, const Setup&>,
                "a plugin's type is constructed from a const bailey::Setup&");
  try {
    return makeInstance<Type>(host, setup, complaints, instance);
  } catch (...) {
    return BAILEY_INTERNAL;
  }
}

}  // namespace detail
}  // namespace bailey

#if defined(__clang__)
#define BAILEY_BUILD "clang " __clang_version__
#else
#define BAILEY_BUILD "gcc " __VERSION__
#endif

// Makes the shared object a plugin. `Type` is the adapter, `Manifest` a string literal with the
// manifest's JSON (see bailey_plugin_entry::manifest in abi.h). Once per plugin, at the end of a
// .cpp file, outside any namespace.
#define BAILEY_PLUGIN(Type, Manifest)                                        \
  __attribute__((section(BAILEY_MANIFEST_SECTION),                           \
                 used)) static const char bailey_manifest_text[] = Manifest; \
  const bailey_plugin_entry bailey_plugin_entry_v1 = {                       \
      BAILEY_ENTRY_MAGIC_BYTES,                                              \
      sizeof(bailey_plugin_entry),                                           \
      BAILEY_ABI_MAJOR,                                                      \
      BAILEY_ABI_MINOR,                                                      \
      {bailey_manifest_text, sizeof(bailey_manifest_text) - 1},              \
      BAILEY_BUILD,                                                          \
      nullptr,                                                               \
      nullptr,                                                               \
      &bailey::detail::create<Type>,                                         \
      &bailey::detail::destroy,                                              \
      &bailey::detail::handle,                                               \
      &bailey::detail::quiesce,                                              \
      nullptr}
