#include "conformance/checks.h"

namespace bailey::conformance {

std::vector<const Check*> allChecks() {
  std::vector<const Check*> all;
  for (const auto checks : {loadChecks(),
                            createChecks(),
                            offerChecks(),
                            authChecks(),
                            contactChecks(),
                            contactOffsetChecks(),
                            interactionChecks(),
                            interactionMatchChecks(),
                            agentChecks(),
                            actionChecks(),
                            errorChecks(),
                            deadlineChecks(),
                            threadChecks(),
                            resourceChecks(),
                            secretChecks()}) {
    for (const Check& check : checks) {
      all.push_back(&check);
    }
  }
  return all;
}

}  // namespace bailey::conformance
