// The action throws an int. The SDK's barrier must turn it into BAILEY_INTERNAL, so that nothing
// is thrown across the boundary; the host must answer 500 and keep serving.
#include "bailey/plugin.hpp"

namespace {

class Broken final : public bailey::Adapter {
public:
  explicit Broken(const bailey::Setup& /*setup*/) {}

  bailey::ActionResult action(const bailey::ActionRequest& /*request*/,
                              bailey::Call& /*call*/) override {
    throw 42;  // NOLINT(hicpp-exception-baseclass): that is the point
  }
};

}  // namespace

BAILEY_PLUGIN(Broken, R"({"name":"throws_int","version":"1.0.0","description":"broken on purpose",
  "operations":{"action":{"execution":"blocking"}}})");
