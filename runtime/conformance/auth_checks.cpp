// answers.auth_*: credentials that are good, wrong, and not there.
#include "conformance/checks.h"
#include "conformance/hints.h"
#include "conformance/trial.h"

namespace bailey::conformance {
namespace {

using nlohmann::json;
using talkdesk::Failure;
using talkdesk::Operation;

constexpr std::string_view kNotServed = "the manifest does not name auth_validation";

bool isRefusal(const Asked& asked) {
  return asked.failedWith(Failure::Unauthorized) || asked.failedWith(Failure::Forbidden);
}

Outcome good(Trial& trial) {
  if (!trial.serves(Operation::AuthValidation)) {
    return skipped(std::string(kNotServed));
  }
  const Asked asked = trial.caller().ask(Operation::AuthValidation, requestOf(trial.auth()));
  if (!asked.good()) {
    return failed("good credentials", trial.printable(asked.summary()), hintFor(asked));
  }
  std::string seen = "accepted";
  for (const std::string& warning : asked.warnings) {
    seen += "; " + warning;
  }
  return passed(std::move(seen));
}

Outcome wrong(Trial& trial) {
  if (!trial.serves(Operation::AuthValidation)) {
    return skipped(std::string(kNotServed));
  }
  const auto bad = trial.subject().badAuth();
  if (!bad) {
    return skipped(trial.auth().empty() ? "the integration needs no credentials"
                                        : "no text in them to change; give --wrong-auth");
  }
  const Asked asked = trial.caller().ask(Operation::AuthValidation, requestOf(*bad));
  return isRefusal(asked) ? passed("refused")
                          : failed("wrong credentials", trial.printable(asked.summary()));
}

Outcome empty(Trial& trial) {
  if (!trial.serves(Operation::AuthValidation)) {
    return skipped(std::string(kNotServed));
  }
  if (trial.auth().empty()) {
    return skipped("the integration needs no credentials");
  }
  const Asked asked = trial.caller().ask(Operation::AuthValidation, requestOf(json::object()));
  if (asked.refused) {
    return skipped("every request without its mandatory fields ends at the host");
  }
  return isRefusal(asked) || asked.failedWith(Failure::InvalidRequest)
             ? passed("refused")
             : failed("no credentials", trial.printable(asked.summary()));
}

constexpr Check kChecks[] = {
    {"answers.auth_good",
     "Good credentials are accepted, with an answer in the contract's shape",
     "contract 2",
     "Are the credentials given with --auth good in this CRM?",
     "create.accepts",
     &good},
    {"answers.auth_wrong",
     "Wrong credentials are refused as unauthorized, not accepted and not taken for an outage",
     "contract 2, 1.3",
     "Prove the credentials by a real call to the CRM, and throw Unauthorized when it refuses them",
     "answers.auth_good",
     &wrong},
    {"answers.auth_empty",
     "A request without credentials is refused",
     "contract 1.2, 2",
     "Treat a field that is absent like one that is wrong",
     "answers.auth_good",
     &empty},
};

}  // namespace

std::span<const Check> authChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
