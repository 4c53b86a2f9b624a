// The C++ face of the plugin contract: derive from Adapter or AsyncAdapter, end one file with
// BAILEY_PLUGIN. Header-only and compiled into the plugin: nothing here crosses the boundary, which
// is abi.h.
#pragma once

#include "bailey/abi.h"
#include "bailey/adapter.hpp"
#include "bailey/contract.hpp"
#include "bailey/errors.hpp"
#include "bailey/host.hpp"
#include "bailey/http.hpp"
#include "bailey/json.hpp"
#include "bailey/settings.hpp"
#include "bailey/task.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <coroutine>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace bailey {
namespace detail {

// What the host holds as a bailey_instance. `Base` is Adapter or AsyncAdapter.
template <typename Base>
struct Instance {
  const bailey_host* host = nullptr;
  std::unique_ptr<Base> adapter;
};

inline void answer(Adapter& adapter, const bailey_request& in, Call& call, JsonWriter& json) {
  const contract::Envelope body(view(in.body));
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

// The requests are variables here, because the coroutines that read them must not outlive them.
inline Task<> answer(AsyncAdapter& adapter,
                     const bailey_request& in,
                     Call& call,
                     JsonWriter& json) {
  const contract::Envelope body(view(in.body));
  switch (in.operation) {
    case BAILEY_AUTH_VALIDATION: {
      const AuthValidationRequest request{body.auth};
      contract::write(json, co_await adapter.authValidation(request, call));
      co_return;
    }
    case BAILEY_CONTACT_SYNCHRONIZATION: {
      const ContactSynchronizationRequest request = contract::contactSynchronization(body);
      contract::write(json, co_await adapter.contactSynchronization(request, call));
      co_return;
    }
    case BAILEY_INTERACTION_RETRIEVAL: {
      const InteractionRetrievalRequest request = contract::interactionRetrieval(body);
      contract::write(json, co_await adapter.interactionRetrieval(request, call));
      co_return;
    }
    case BAILEY_AGENT_SYNCHRONIZATION: {
      const AgentSynchronizationRequest request = contract::agentSynchronization(body);
      contract::write(json, co_await adapter.agentSynchronization(request, call));
      co_return;
    }
    case BAILEY_ACTION: {
      const ActionRequest request = contract::action(body, view(in.action));
      contract::write(json, co_await adapter.action(request, call));
      co_return;
    }
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

// Must be called while an exception is handled: what it means for the host.
inline bailey_status statusOfThrown(bailey_response& response) noexcept {
  try {
    throw;
  } catch (const Error& error) {
    append(response.message, error.what());
    response.retry_after_s = retryAfterSeconds(error.retryAfter());
    return static_cast<bailey_status>(error.code());
  } catch (...) {
    return BAILEY_INTERNAL;
  }
}

// Every export is noexcept and catches everything: the boundary is C.
inline bailey_status serve(Instance<Adapter>& instance,
                           const bailey_request& request,
                           bailey_response& response) noexcept {
  try {
    std::string text;
    text.reserve(512);
    JsonWriter json(text);
    Call call(instance.host, &request);
    answer(*instance.adapter, request, call, json);
    append(response.json, text);
    return BAILEY_OK;
  } catch (...) {
    return statusOfThrown(response);
  }
}

// A coroutine that nobody awaits: it ends by itself, having told the host.
struct Detached {
  struct promise_type {
    Detached get_return_object() const noexcept { return {}; }

    [[nodiscard]] std::suspend_never initial_suspend() const noexcept { return {}; }

    [[nodiscard]] std::suspend_never final_suspend() const noexcept { return {}; }

    void return_void() const noexcept {}

    void unhandled_exception() const noexcept {}  // there is none: serveLater() catches all
  };
};

inline Detached serveLater(Instance<AsyncAdapter>& instance,
                           const bailey_pending& pending,
                           const bailey_request& request,
                           bailey_response& response) {
  bailey_status status = BAILEY_OK;
  try {
    std::string text;
    text.reserve(512);
    JsonWriter json(text);
    Call call(instance.host, &request);
    co_await answer(*instance.adapter, request, call, json);
    append(response.json, text);
  } catch (...) {
    status = statusOfThrown(response);
  }
  pending.complete(pending.context, request.call, status);
}

inline bailey_status serve(Instance<AsyncAdapter>& instance,
                           const bailey_request& request,
                           bailey_response& response) noexcept {
  const auto* pending = Host(instance.host).extension<bailey_pending>(BAILEY_PENDING_EXTENSION);
  if (pending == nullptr) {
    return BAILEY_NOT_SUPPORTED;
  }
  try {
    serveLater(instance, *pending, request, response);
    return BAILEY_PENDING;
  } catch (...) {  // no memory for the coroutine
    return BAILEY_INTERNAL;
  }
}

template <typename Base>
bailey_status handle(bailey_instance* instance,
                     const bailey_request* request,
                     bailey_response* response) noexcept {
  return serve(*reinterpret_cast<Instance<Base>*>(instance), *request, *response);
}

template <typename Base>
void destroy(bailey_instance* instance) noexcept {
  delete reinterpret_cast<Instance<Base>*>(instance);
}

template <typename Base>
void quiesce(bailey_instance* instance) noexcept {
  try {
    reinterpret_cast<Instance<Base>*>(instance)->adapter->quiesce();
  } catch (...) {  // nothing a host could do about it
  }
}

// Which of the two a plugin's type derives from.
template <typename Type>
using BaseOf = std::conditional_t<std::is_base_of_v<AsyncAdapter, Type>, AsyncAdapter, Adapter>;

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
    auto made = std::make_unique<Instance<BaseOf<Type>>>();
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
  static_assert(std::is_base_of_v<BaseOf<Type>, Type>,
                "a plugin's type derives from bailey::Adapter or bailey::AsyncAdapter");
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
      &bailey::detail::destroy<bailey::detail::BaseOf<Type>>,                \
      &bailey::detail::handle<bailey::detail::BaseOf<Type>>,                 \
      &bailey::detail::quiesce<bailey::detail::BaseOf<Type>>,                \
      nullptr}
