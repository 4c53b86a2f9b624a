#include "simulator/step_run.h"

#include "simulator/auth_fields.h"

#include <utility>

namespace bailey::simulator {
namespace {

constexpr Rule kReachable{"1.1",
                          "the bridge serves HTTPS, with a certificate that proves its host"};
constexpr Rule kWhole{"1.1", "each call gets one whole HTTP/1.1 answer"};
constexpr Rule kInTime{"8", "the bridge answers in time; it gives up after 10 s itself (C21)"};
constexpr Rule kNoRedirect{"1.1", "an endpoint answers itself; it never redirects"};
constexpr Rule kNoCredential{"1.3", "what an answer says of a failure repeats no credential"};
constexpr Rule kRenewed{"7.2", "after a 401 another token is issued and the request is repeated"};

constexpr int kUnauthorized = 401;
constexpr int kFirstError = 400;

const Rule& ruleFor(CallFault fault) {
  switch (fault) {
    case CallFault::Unreachable:
      return kReachable;
    case CallFault::Late:
      return kInTime;
    case CallFault::Broken:
    case CallFault::Unset:
      break;
  }
  return kWhole;
}

bool isRedirect(int status) {
  return status >= 300 && status < kFirstError;
}

}  // namespace

StepRun::StepRun(Session& session, std::string name)
    : session_(session),
      findings_(session.redactor) {
  step_.name = std::move(name);
}

std::optional<Answer> StepRun::post(Effect effect, const BridgeUrl& at, nlohmann::json body) {
  auto answer = postOnce(effect, at, body);
  const bool is_renewable =
      answer && answer->status == kUnauthorized && session_.token_renewal != nullptr;
  if (is_renewable && renewToken(body)) {
    answer = postOnce(effect, at, body);
  }
  return answer;
}

std::optional<Answer> StepRun::get(const BridgeUrl& at) {
  return call(at, Call{Effect::Reads, "", "", "GET"});
}

std::optional<Answer> StepRun::postOnce(Effect effect,
                                        const BridgeUrl& at,
                                        const nlohmann::json& body) {
  // `auth` is the user's and may hold anything; what is not UTF-8 cannot be sent as JSON.
  const std::string text = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  auto answer = call(at, Call{effect, "", text});
  if (answer && answer->status >= kFirstError) {
    checkForCredentials(answer->body, body.value("auth", nlohmann::json()));
  }
  return answer;
}

std::optional<Answer> StepRun::call(const BridgeUrl& at, const Call& call) {
  const auto started = std::chrono::steady_clock::now();
  auto answer = session_.bridge.call(at, call);
  CallRecord record;
  record.duration = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - started);
  if (!answer.ok()) {
    const CallError& error = answer.error();
    record.fault = error.fault;
    calls_.push_back(record);
    if (error.fault == CallFault::Unreachable) {
      session_.unreachable.insert(at.authority());
    }
    findings_.broken(ruleFor(error.fault), error.message, std::string_view());
    return std::nullopt;
  }
  session_.unreachable.erase(at.authority());
  record.status = answer.value().status;
  calls_.push_back(record);
  step_.durations.push_back(answer.value().duration);
  if (isRedirect(record.status)) {
    findings_.broken(kNoRedirect,
                     "the status is " + std::to_string(record.status),
                     std::string_view(answer.value().body));
    return std::nullopt;
  }
  return std::move(answer.value());
}

bool StepRun::renewToken(nlohmann::json& body) {
  const auto renewed = session_.token_renewal->renew();
  if (!renewed.ok()) {
    findings_.broken(kRenewed, renewed.error().message, std::string_view());
    return false;
  }
  ++step_.renewals;
  session_.redactor.hideAll(renewed.value());
  session_.credentials.typed.update(renewed.value());
  session_.credentials.stored.update(renewed.value());
  body["auth"].update(renewed.value());
  return true;
}

void StepRun::checkForCredentials(const std::string& text, const nlohmann::json& auth) {
  for (const std::string& secret : secretsIn(auth)) {
    const std::string quoted =
        nlohmann::json(secret).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const bool is_in = text.find(secret) != std::string::npos ||
                       text.find(quoted.substr(1, quoted.size() - 2)) != std::string::npos;
    if (is_in) {
      // A credential that was made up for the request is not among what the session hides.
      session_.redactor.hide(secret);
      findings_.broken(kNoCredential, "it repeats a member of auth", std::string_view(text));
    }
  }
}

void StepRun::progress(std::size_t records, std::size_t pages) {
  step_.count = records;
  step_.pages = pages;
  session_.observer.onProgress(step_.name, records, pages);
}

Step StepRun::end(std::string result) {
  step_.outcome = findings_.any() ? Outcome::Broken : Outcome::Held;
  step_.violations = findings_.violations();
  step_.result = findings_.any() ? "breaks the contract" : std::move(result);
  return std::move(step_);
}

Step StepRun::notRun(std::string reason) {
  step_.outcome = Outcome::NotRun;
  step_.result = std::move(reason);
  return std::move(step_);
}

Step StepRun::notApplicable(std::string reason) {
  step_.outcome = Outcome::NotApplicable;
  step_.result = std::move(reason);
  return std::move(step_);
}

}  // namespace bailey::simulator
