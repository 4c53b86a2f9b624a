// A plugin whose every answer says which version of it gave it. Built several times: 1 and 2 work,
// 3 throws at every request. Settings: "label" comes back with the answer; "broken" makes any
// version behave like 3; "dies" names where it crashes ("create", "handle", "destroy"), or "hangs"
// or "leaves" in create; "fragile" makes it crash when the credentials hold "crash".
#include "bailey/plugin.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

[[noreturn]] void hang() {
  while (true) {
    std::this_thread::sleep_for(std::chrono::hours(1));
  }
}

class Versioned final : public bailey::Adapter {
public:
  explicit Versioned(const bailey::Setup& setup)
      : label_(setup.settings.value("label", std::string())),
        dies_(setup.settings.value("dies", std::string())),
        fragile_(setup.settings.value("fragile", false)),
        broken_(VERSION == 3 || setup.settings.value("broken", false)) {
    dieIf("create");
    if (dies_ == "leaves") {
      std::_Exit(0);
    }
    if (dies_ == "hangs") {
      hang();
    }
    if (label_ == "refused") {
      throw bailey::InvalidSettings("/label", "must be another");
    }
  }

  Versioned(const Versioned&) = delete;
  Versioned& operator=(const Versioned&) = delete;
  Versioned(Versioned&&) = delete;
  Versioned& operator=(Versioned&&) = delete;

  ~Versioned() override { dieIf("destroy"); }

  bailey::StoredFields authValidation(const bailey::AuthValidationRequest& request,
                                      bailey::Call& /*call*/) override {
    dieIf("handle");
    if (fragile_ && request.auth["crash"].present()) {
      std::abort();
    }
    if (broken_) {
      throw std::runtime_error("broken on purpose");
    }
    return {{"version", std::to_string(VERSION)}, {"label", label_}};
  }

private:
  void dieIf(const char* place) const {
    if (dies_ == place) {
      std::raise(SIGKILL);  // as dead as by any crash, without a sanitizer's report
    }
  }

  const std::string label_;
  const std::string dies_;
  const bool fragile_;
  const bool broken_;
};

}  // namespace

#define TEXT_OF(value) #value
#define VERSION_TEXT(value) TEXT_OF(value)

BAILEY_PLUGIN(Versioned, R"({"name": "versioned", "version": ")" VERSION_TEXT(VERSION) R"(.0.0",
"description": "Says its version", "operations": {"auth_validation": {"execution": "nonblocking"}}})");
