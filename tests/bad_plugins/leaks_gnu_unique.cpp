// Works, but exports a GNU_UNIQUE symbol, as any C++ library does that is built without a version
// script; glibc then never unmaps it: dlclose() returns 0 and the code stays. The host may serve
// it, but must notice after retiring it that it is still mapped, say so, and never claim that it
// was unloaded.
#include "bailey/plugin.hpp"

#include <string>

// What g++ makes of an inline variable. Written out because clang++ never makes one, and reached by
// its name from outside, so that the loader has to look it up.
__asm__(
    ".pushsection .data\n"
    ".type bailey_test_unique, %gnu_unique_object\n"
    ".size bailey_test_unique, 4\n"
    ".balign 4\n"
    "bailey_test_unique:\n"
    ".long 17\n"
    ".popsection\n");
extern "C" __attribute__((visibility("default"))) int bailey_test_unique;

namespace {

class Broken final : public bailey::Adapter {
public:
  explicit Broken(const bailey::Setup& /*setup*/) {}

  bailey::ActionResult action(const bailey::ActionRequest& /*request*/,
                              bailey::Call& /*call*/) override {
    return {.message = std::to_string(bailey_test_unique)};
  }
};

}  // namespace

BAILEY_PLUGIN(Broken,
              R"({"name":"leaks_gnu_unique","version":"1.0.0","description":"broken on purpose",
  "operations":{"action":{"execution":"blocking"}}})");
