// What an adapter derives from: Adapter when its operations wait for the CRM on a thread of their
// own, AsyncAdapter when they are coroutines that hold none.
#pragma once

#include "bailey/contract.hpp"
#include "bailey/errors.hpp"
#include "bailey/host.hpp"
#include "bailey/task.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bailey {

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

// As Adapter, but each operation is a coroutine on an event loop: it may `co_await` the host's HTTP
// service, and holds no thread while the CRM thinks. In return it must wait for nothing else, and
// compute for a millisecond at most at a stretch. All operations of its manifest are "nonblocking".
//
// The request and the call given to an operation live until its coroutine is done. Several calls
// run at the same time, on several threads; the steps of one call run on one.
class AsyncAdapter {
public:
  AsyncAdapter() = default;
  AsyncAdapter(const AsyncAdapter&) = delete;
  AsyncAdapter& operator=(const AsyncAdapter&) = delete;
  AsyncAdapter(AsyncAdapter&&) = delete;
  AsyncAdapter& operator=(AsyncAdapter&&) = delete;
  virtual ~AsyncAdapter() = default;

  [[nodiscard]] virtual Task<StoredFields> authValidation(const AuthValidationRequest& /*request*/,
                                                          Call& /*call*/) {
    throw Error(Error::Code::NotSupported);
  }

  [[nodiscard]] virtual Task<ContactPage> contactSynchronization(
      const ContactSynchronizationRequest& /*request*/, Call& /*call*/) {
    throw Error(Error::Code::NotSupported);
  }

  [[nodiscard]] virtual Task<std::vector<Interaction>> interactionRetrieval(
      const InteractionRetrievalRequest& /*request*/, Call& /*call*/) {
    throw Error(Error::Code::NotSupported);
  }

  [[nodiscard]] virtual Task<AgentPage> agentSynchronization(
      const AgentSynchronizationRequest& /*request*/, Call& /*call*/) {
    throw Error(Error::Code::NotSupported);
  }

  [[nodiscard]] virtual Task<ActionResult> action(const ActionRequest& /*request*/,
                                                  Call& /*call*/) {
    throw Error(Error::Code::NotSupported);
  }

  virtual void quiesce() {}
};

}  // namespace bailey
