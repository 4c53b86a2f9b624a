// The plugin: chooses its fault by the setting "fault", and passes every call on. Built twice, the
// second time as faulty_unnamed, whose manifest does not name the agents it delivers.
#include "faults.h"

#include <algorithm>
#include <array>

namespace faulty_crm {
namespace {

// Faults below the SDK, which reads tolerantly: the words in a body that the plugin cannot bear.
struct Unbearable {
  std::string_view fault;
  std::string_view words;
};

constexpr std::array<Unbearable, 2> kUnbearable = {{
    {"refuses_numbers_as_offsets", R"("offset":2)"},
    {"refuses_null_contexts", R"("context":null)"},
}};

bool isUnbearable(std::string_view name) {
  return std::ranges::any_of(kUnbearable, [&](const Unbearable& one) { return one.fault == name; });
}

Maker makerNamed(const std::string& name) {
  if (name == "none" || isUnbearable(name)) {
    return &make<SoundCrm>;
  }
  for (const Faults& faults :
       {createFaults(), answerFaults(), contactFaults(), errorFaults(), processFaults()}) {
    if (const auto found = faults.find(name); found != faults.end()) {
      return found->second;
    }
  }
  throw bailey::InvalidSettings("/fault", "is no fault of this plugin's");
}

class FaultyCrm final : public bailey::Adapter {
public:
  explicit FaultyCrm(const bailey::Setup& setup)
      : fault_(setup.settings.value("fault", "none")),
        crm_(makerNamed(fault_)(setup)) {}

  [[nodiscard]] const std::string& fault() const { return fault_; }

  bailey::StoredFields authValidation(const bailey::AuthValidationRequest& request,
                                      Call& call) override {
    return crm_->authValidation(request, call);
  }

  bailey::ContactPage contactSynchronization(const bailey::ContactSynchronizationRequest& request,
                                             Call& call) override {
    return crm_->contactSynchronization(request, call);
  }

  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, Call& call) override {
    return crm_->interactionRetrieval(request, call);
  }

  bailey::AgentPage agentSynchronization(const bailey::AgentSynchronizationRequest& request,
                                         Call& call) override {
    return crm_->agentSynchronization(request, call);
  }

  bailey::ActionResult action(const bailey::ActionRequest& request, Call& call) override {
    return crm_->action(request, call);
  }

private:
  const std::string fault_;
  const std::unique_ptr<bailey::Adapter> crm_;
};

bailey_status handle(bailey_instance* instance,
                     const bailey_request* request,
                     bailey_response* response) noexcept {
  const auto& made = *reinterpret_cast<bailey::detail::Instance<bailey::Adapter>*>(instance);
  const auto& crm = static_cast<const FaultyCrm&>(*made.adapter);
  for (const auto& [fault, words] : kUnbearable) {
    if (crm.fault() == fault &&
        bailey::detail::view(request->body).find(words) != std::string_view::npos) {
      return BAILEY_INVALID_REQUEST;
    }
  }
  return bailey::detail::handle<bailey::Adapter>(instance, request, response);
}

#if defined(FAULTY_UNNAMED)
#define FAULTY_NAME "faulty_unnamed"
#define FAULTY_AGENTS ""
#else
#define FAULTY_NAME "faulty_crm"
#define FAULTY_AGENTS R"("agent_synchronization":{"execution":"blocking"},)"
#endif

__attribute__((section(BAILEY_MANIFEST_SECTION), used)) const char kManifest[] =
    R"({"name":")" FAULTY_NAME R"(","version":"1.0.0","description":"wrong on purpose",)"
    R"("operations":{)" FAULTY_AGENTS R"("auth_validation":{"execution":"blocking"},)"
    R"("contact_synchronization":{"execution":"blocking"},)"
    R"("interaction_retrieval":{"execution":"blocking"},"action":{"execution":"blocking"}},)"
    R"("secrets":["api_key"]})";

}  // namespace
}  // namespace faulty_crm

const bailey_plugin_entry bailey_plugin_entry_v1 = {
    BAILEY_ENTRY_MAGIC_BYTES,
    sizeof(bailey_plugin_entry),
    BAILEY_ABI_MAJOR,
    BAILEY_ABI_MINOR,
    {faulty_crm::kManifest, sizeof(faulty_crm::kManifest) - 1},
    BAILEY_BUILD,
    nullptr,
    nullptr,
    &bailey::detail::create<faulty_crm::FaultyCrm>,
    &bailey::detail::destroy<bailey::Adapter>,
    &faulty_crm::handle,
    &bailey::detail::quiesce<bailey::Adapter>,
    nullptr};
