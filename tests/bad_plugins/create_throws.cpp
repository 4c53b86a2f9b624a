// The adapter's constructor throws what no operator can act on, with a credential in its text. The
// host must refuse the integration with a sentence of its own; the text must appear nowhere.
#include "bailey/plugin.hpp"

#include <stdexcept>

namespace {

class Broken final : public bailey::Adapter {
public:
  explicit Broken(const bailey::Setup& /*setup*/) {
    throw std::runtime_error("connect to postgres://crm:hunter2@db failed");
  }
};

}  // namespace

BAILEY_PLUGIN(Broken,
              R"({"name":"create_throws","version":"1.0.0","description":"broken on purpose",
  "operations":{"action":{"execution":"blocking"}}})");
