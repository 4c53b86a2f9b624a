// create() refuses any settings with two complaints. The host must refuse the integration and show
// both, each with its pointer into the settings.
#include "bailey/plugin.hpp"

namespace {

class Broken final : public bailey::Adapter {
public:
  explicit Broken(const bailey::Setup& /*setup*/) {
    throw bailey::InvalidSettings({{"/database", "must be the path of a file"},
                                   {"/page_size", "is 0; must be between 1 and 1000"}});
  }
};

}  // namespace

BAILEY_PLUGIN(Broken, R"({"name":"create_fails","version":"1.0.0","description":"broken on purpose",
  "operations":{"action":{"execution":"blocking"}}})");
