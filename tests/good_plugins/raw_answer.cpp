// A plugin on the bare ABI that answers every operation with what its settings say, right or wrong,
// so that tests can put any answer before the host:
//   "raw_answer"        written to the answer as it is; default: nothing
//   "raw_message"       written to the message as it is; default: nothing
//   "status"            the bailey_status that handle() returns; default: BAILEY_OK
//   "retry_after_s"     default: 0
// The host must check all of it against the contract and pass on nothing that breaks it.
#include "bailey/abi.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

namespace {

struct RawAnswer {
  std::string json;
  std::string message;
  bailey_status status;
  std::uint32_t retry_after_s;
};

bailey_status create(const bailey_host* /*host*/,
                     bailey_str setup,
                     const bailey_sink* /*complaints*/,
                     bailey_instance** instance) {
  try {
    const auto json = nlohmann::json::parse(std::string_view(setup.data, setup.size));
    const nlohmann::json& settings = json.at("settings");
    *instance = reinterpret_cast<bailey_instance*>(
        new RawAnswer{settings.value("raw_answer", std::string()),
                      settings.value("raw_message", std::string()),
                      settings.value("status", bailey_status{BAILEY_OK}),
                      settings.value("retry_after_s", std::uint32_t{0})});
    return BAILEY_OK;
  } catch (const std::exception&) {
    return BAILEY_INVALID_CONFIG;
  }
}

void destroy(bailey_instance* instance) {
  delete reinterpret_cast<RawAnswer*>(instance);
}

bailey_status handle(bailey_instance* instance,
                     const bailey_request* /*request*/,
                     bailey_response* response) {
  const auto& raw = *reinterpret_cast<const RawAnswer*>(instance);
  (void)response->json->write(response->json->context, raw.json.data(), raw.json.size());
  (void)response->message->write(
      response->message->context, raw.message.data(), raw.message.size());
  response->retry_after_s = raw.retry_after_s;
  return raw.status;
}

__attribute__((section(BAILEY_MANIFEST_SECTION), used)) const char kManifest[] =
    R"({"name":"raw_answer","version":"1.0.0","description":"Answers what its settings say",
        "operations":{"auth_validation":{"execution":"blocking"},
          "contact_synchronization":{"execution":"blocking"},
          "interaction_retrieval":{"execution":"blocking"},
          "agent_synchronization":{"execution":"blocking"},
          "action":{"execution":"blocking"}}})";

}  // namespace

const bailey_plugin_entry bailey_plugin_entry_v1 = {BAILEY_ENTRY_MAGIC_BYTES,
                                                    sizeof(bailey_plugin_entry),
                                                    BAILEY_ABI_MAJOR,
                                                    BAILEY_ABI_MINOR,
                                                    {kManifest, sizeof(kManifest) - 1},
                                                    "raw",
                                                    nullptr,
                                                    nullptr,
                                                    &create,
                                                    &destroy,
                                                    &handle,
                                                    nullptr,
                                                    nullptr};
