// Faults in making an instance.
#include "faults.h"

#include <atomic>
#include <cstdlib>

namespace faulty_crm {
namespace {

std::unique_ptr<bailey::Adapter> refuseGoodSettings(const bailey::Setup& /*setup*/) {
  throw bailey::InvalidSettings("/token", "is not to my taste");
}

class OnlyOne final : public SoundCrm {
public:
  explicit OnlyOne(const bailey::Setup& setup) : SoundCrm(setup) {
    if (alive_.exchange(true)) {
      throw Error(Error::Code::Conflict, "Another instance is running");
    }
  }

  OnlyOne(const OnlyOne&) = delete;
  OnlyOne& operator=(const OnlyOne&) = delete;
  OnlyOne(OnlyOne&&) = delete;
  OnlyOne& operator=(OnlyOne&&) = delete;

  ~OnlyOne() override { alive_ = false; }

private:
  static inline std::atomic<bool> alive_ = false;
};

std::unique_ptr<bailey::Adapter> crashOnMistakes(const bailey::Setup& setup) {
  if (!setup.settings.contains("page_size")) {
    std::abort();
  }
  return make<SoundCrm>(setup);
}

std::unique_ptr<bailey::Adapter> blameMyself(const bailey::Setup& setup) {
  if (!setup.settings.contains("page_size")) {
    throw std::runtime_error("unreachable code was reached");
  }
  return make<SoundCrm>(setup);
}

std::unique_ptr<bailey::Adapter> ignoreUnknown(const bailey::Setup& setup) {
  return std::make_unique<SoundCrm>(setup, std::vector<std::string_view>{"/*"});
}

std::unique_ptr<bailey::Adapter> ignoreUnknownLimits(const bailey::Setup& setup) {
  return std::make_unique<SoundCrm>(
      setup, std::vector<std::string_view>{"/fault", "/token", "/page_size", "/limits"});
}

std::unique_ptr<bailey::Adapter> pointNowhere(const bailey::Setup& setup) {
  if (!setup.settings.contains("token")) {
    throw bailey::InvalidSettings("token", "is missing");
  }
  return make<SoundCrm>(setup);
}

std::unique_ptr<bailey::Adapter> pointFromOutside(const bailey::Setup& setup) {
  if (!setup.settings.contains("token")) {
    throw bailey::InvalidSettings("/settings/token", "is missing");
  }
  return make<SoundCrm>(setup);
}

std::unique_ptr<bailey::Adapter> complainWithoutWords(const bailey::Setup& setup) {
  if (!setup.settings.contains("token")) {
    throw bailey::InvalidSettings(std::vector<bailey::InvalidSettings::Complaint>{});
  }
  return make<SoundCrm>(setup);
}

std::unique_ptr<bailey::Adapter> repeatTheToken(const bailey::Setup& setup) {
  const nlohmann::json token = setup.settings.value("token", nlohmann::json());
  if (!token.is_string()) {
    throw bailey::InvalidSettings("/token", "must be a text, not " + token.dump());
  }
  return make<SoundCrm>(setup);
}

std::unique_ptr<bailey::Adapter> complainWithSecret(const bailey::Setup& setup) {
  if (!setup.settings.contains("token")) {
    throw bailey::InvalidSettings(
        "/token", "is missing; the key is " + setup.host.secret("api_key").value_or("absent"));
  }
  return make<SoundCrm>(setup);
}

}  // namespace

Faults createFaults() {
  return {{"refuses_good_settings", &refuseGoodSettings},
          {"only_one_instance", &make<OnlyOne>},
          {"crashes_on_mistakes", &crashOnMistakes},
          {"blames_itself_for_mistakes", &blameMyself},
          {"ignores_unknown_settings", &ignoreUnknown},
          {"ignores_unknown_limits", &ignoreUnknownLimits},
          {"points_nowhere", &pointNowhere},
          {"points_from_outside", &pointFromOutside},
          {"complains_without_words", &complainWithoutWords},
          {"repeats_a_wrong_token", &repeatTheToken},
          {"complains_with_a_secret", &complainWithSecret}};
}

}  // namespace faulty_crm
