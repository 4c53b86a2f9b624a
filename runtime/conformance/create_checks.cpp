// create.*: an instance from good settings, and what is said about settings that are not.
#include "conformance/checks.h"
#include "conformance/creation.h"
#include "conformance/settings_mutation.h"
#include "plugin_host/plugin_instance.h"

#include <algorithm>

namespace bailey::conformance {
namespace {

using nlohmann::json;

constexpr std::size_t kMutationsMax = 400;

Outcome accepts(Trial& trial) {
  const Creation creation = tryToCreate(trial, trial.subject().integration.settings);
  if (creation.made) {
    return passed("an instance was made");
  }
  return failed("settings",
                creation.threw ? "create() threw an exception"
                               : "create() returned " + std::to_string(creation.status) + ": " +
                                     trial.printable(creation.complaints));
}

Outcome twice(Trial& trial) {
  const auto first = trial.makeInstance();
  trial.trying("a second instance beside the first");
  const Creation second = tryToCreate(trial, trial.subject().integration.settings);
  return second.made ? passed("two instances at once")
                     : failed("second instance",
                              "create() returned " + std::to_string(second.status) + ": " +
                                  trial.printable(second.complaints));
}

std::string placeOf(const Mutation& mutation) {
  return "settings with " + mutation.where.to_string() + " " + mutation.what;
}

// Creates with each mutation and asks `judge` what is wrong with that; empty is nothing.
template <typename Judge>
Outcome tryMutations(Trial& trial, const Judge& judge) {
  const json& settings = trial.subject().integration.settings;
  std::size_t refused = 0;
  std::size_t faults = 0;
  Outcome first_fault;
  const auto mutations = mutationsOf(settings, kMutationsMax);
  for (const Mutation& mutation : mutations) {
    trial.trying(placeOf(mutation));
    const Creation creation = tryToCreate(trial, mutation.settings);
    refused += creation.made ? 0U : 1U;
    if (const std::string fault = judge(mutation, creation); !fault.empty()) {
      if (++faults == 1) {
        first_fault = failed(placeOf(mutation), trial.printable(fault));
      }
    }
  }
  if (faults > 1) {
    first_fault.seen += " (and " + std::to_string(faults - 1) + " more mistakes like it)";
  }
  return faults > 0 ? first_fault
                    : passed(std::to_string(mutations.size()) + " mistakes tried, " +
                             std::to_string(refused) + " refused");
}

// A CRM that cannot be reached with the mistaken settings is a reason as good as the mistake.
Outcome refuses(Trial& trial) {
  return tryMutations(trial, [](const Mutation&, const Creation& creation) -> std::string {
    if (creation.threw) {
      return "create() threw an exception";
    }
    if (creation.status == BAILEY_OK) {
      return creation.made ? "" : "create() returned BAILEY_OK without an instance";
    }
    if (creation.status == BAILEY_INTERNAL) {
      return "create() returned BAILEY_INTERNAL, as if the mistake were the plugin's";
    }
    return creation.status <= BAILEY_INVALID_CONFIG && creation.status > BAILEY_INTERNAL
               ? ""
               : "create() returned " + std::to_string(creation.status) + ", which is no error";
  });
}

Outcome complains(Trial& trial) {
  const json& settings = trial.subject().integration.settings;
  return tryMutations(trial,
                      [&](const Mutation& mutation, const Creation& creation) -> std::string {
                        if (creation.made || creation.threw) {
                          return "";
                        }
                        return whyNotComplaints(creation, settings, mutation.settings);
                      });
}

Outcome keepsSecrets(Trial& trial) {
  return tryMutations(trial,
                      [&](const Mutation& mutation, const Creation& creation) -> std::string {
                        const std::string name = trial.secrets().findSecretIn(creation.complaints);
                        if (!name.empty()) {
                          return "a complaint holds the value of " + name;
                        }
                        const bool is_secret = soundsSecret(mutation.where.back());
                        return is_secret && creation.complaints.find(kTellTale) != std::string::npos
                                   ? "a complaint repeats the value"
                                   : "";
                      });
}

constexpr Check kChecks[] = {
    {"create.accepts",
     "The integration's settings are accepted",
     "abi.h, bailey_plugin_entry::create",
     "Try them with `bailey check`; relative paths start at the integration file's folder",
     "load.starting",
     &accepts},
    {"create.twice",
     "Two instances of one integration can live at once, as they do while settings change",
     "abi.h, bailey_plugin_entry::create",
     "Keep what belongs to an instance in the instance, not in statics; share files and ports",
     "create.accepts",
     &twice},
    {"create.refuses",
     "Mistaken settings are accepted or refused with BAILEY_INVALID_CONFIG or another error that "
     "is not BAILEY_INTERNAL; nothing crashes, hangs or throws",
     "abi.h, bailey_plugin_entry::create",
     "Throw InvalidSettings; look at the kind of each JSON value before using it",
     "create.accepts",
     &refuses},
    {"create.complains",
     "Who refuses settings says why: a JSON array of at least one complaint, each with a pointer "
     "to "
     "a place in the settings and a message",
     "abi.h, bailey_plugin_entry::create",
     "InvalidSettings(\"/inside/settings\", \"what is wrong and what is allowed\")",
     "create.refuses",
     &complains},
    {"create.keeps_secrets",
     "No complaint shows the value of a setting whose name says that it is secret",
     "errors.hpp, InvalidSettings::Complaint",
     "Say which kind a value has and should have, not what it is",
     "create.refuses",
     &keepsSecrets},
};

}  // namespace

std::span<const Check> createChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
