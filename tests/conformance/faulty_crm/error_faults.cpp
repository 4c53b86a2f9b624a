// Faults in what is said when something fails, and in what is said at all.
#include "faults.h"

#include <cstdio>

namespace faulty_crm {
namespace {

// Refuses wrong credentials with the code and the message that `Words` has.
template <typename Words>
class RefusesWith final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

protected:
  void authenticate(const bailey::JsonView& auth) const override {
    try {
      SoundCrm::authenticate(auth);
    } catch (const Error&) {
      throw Error(Words::kCode, Words::message(auth["token"].text()));
    }
  }
};

struct UnknownStatus {
  static constexpr auto kCode = static_cast<Error::Code>(-99);

  static std::string message(const std::string& /*token*/) { return "The token is not valid"; }
};

struct LongMessage {
  static constexpr auto kCode = Error::Code::Unauthorized;

  static std::string message(const std::string& /*token*/) { return std::string(300, 'x'); }
};

struct BrokenUtf8 {
  static constexpr auto kCode = Error::Code::Unauthorized;

  static std::string message(const std::string& /*token*/) { return "not v\xE4lid"; }
};

struct QuotesTheToken {
  static constexpr auto kCode = Error::Code::Unauthorized;

  static std::string message(const std::string& token) { return "Invalid key " + token; }
};

class LogsTheToken final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::StoredFields authValidation(const bailey::AuthValidationRequest& request,
                                      Call& call) override {
    call.log(bailey::LogLevel::Debug, "GET /me?token=" + request.auth["token"].text());
    return SoundCrm::authValidation(request, call);
  }
};

class PrintsTheToken final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::StoredFields authValidation(const bailey::AuthValidationRequest& request,
                                      Call& call) override {
    std::fprintf(stderr, "> GET /me?token=%s\n", request.auth["token"].text().c_str());
    return SoundCrm::authValidation(request, call);
  }
};

}  // namespace

Faults errorFaults() {
  return {{"invents_a_status", &make<RefusesWith<UnknownStatus>>},
          {"long_message", &make<RefusesWith<LongMessage>>},
          {"broken_utf8", &make<RefusesWith<BrokenUtf8>>},
          {"quotes_the_token", &make<RefusesWith<QuotesTheToken>>},
          {"logs_the_token", &make<LogsTheToken>},
          {"prints_the_token", &make<PrintsTheToken>}};
}

}  // namespace faulty_crm
