// The adapter of the benchmark: the action `echo` of the kit's work.md, which needs no upstream.
// It never waits, so it runs on the event loop.
#include "bailey/plugin.hpp"

#include <string>

namespace {

class BenchCrm final : public bailey::Adapter {
public:
  explicit BenchCrm(const bailey::Setup& setup)
      : message_(setup.settings.value("message", "")),
        url_("https://" + setup.integration + ".example.com/contacts/") {}

  bailey::ActionResult action(const bailey::ActionRequest& request,
                              bailey::Call& /*call*/) override {
    return {.message = message_,
            .external_id = request.contact_id,
            .contact_external_id = request.contact_id,
            .contact_external_type = "contact",
            .contact_external_url = url_ + request.contact_id};
  }

private:
  const std::string message_;
  const std::string url_;
};

}  // namespace

BAILEY_PLUGIN(BenchCrm, R"json({
  "name": "bench_crm",
  "version": "1.0.0",
  "description": "answers at once with what it was asked",
  "operations": {"action": {"execution": "nonblocking"}}
})json");
