// create.*: an instance from good settings, and what is said about settings that are not.
#include "conformance/checks.h"
#include "conformance/creation.h"
#include "conformance/settings_mutation.h"
#include "plugin_host/plugin_instance.h"

#include <algorithm>
#include <utility>

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

// Creates with each mutation and asks `judge` for the Fault of that.
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
    if (const Fault fault = judge(mutation, creation); !fault.seen.empty()) {
      if (++faults == 1) {
        first_fault = failed(placeOf(mutation), trial.printable(fault.seen), fault.hint);
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

// Adds `mutation` to the list of what was accepted: "accepted: settings with /a removed, made
// null".
void noteAccepted(std::vector<std::string>& notes, const Mutation& mutation) {
  const std::string place = "accepted: settings with " + mutation.where.to_string() + " ";
  if (!notes.empty() && notes.back().starts_with(place)) {
    notes.back() += ", " + mutation.what;
  } else {
    notes.push_back(place + mutation.what);
  }
}

// A CRM that cannot be reached with the mistaken settings is a reason as good as the mistake.
Fault faultInStatus(const Creation& creation) {
  if (creation.threw) {
    return {"create() threw an exception", "Catch everything in create(), as BAILEY_PLUGIN does"};
  }
  if (creation.status == BAILEY_OK) {
    return {creation.made ? "" : "create() returned BAILEY_OK without an instance"};
  }
  if (creation.status == BAILEY_INTERNAL) {
    return {
        "create() returned BAILEY_INTERNAL, as if the mistake were the plugin's",
        "Something else than InvalidSettings, Error or at() of nlohmann's left the constructor; "
        "look at the kind of each value before using it"};
  }
  return {creation.status <= BAILEY_INVALID_CONFIG && creation.status > BAILEY_INTERNAL
              ? ""
              : "create() returned " + std::to_string(creation.status) + ", which is no error"};
}

// What is accepted may well be right, so that it is only told.
Outcome refuses(Trial& trial) {
  std::vector<std::string> accepted;
  const auto judge = [&](const Mutation& mutation, const Creation& creation) {
    if (creation.made && !mutation.is_new) {
      noteAccepted(accepted, mutation);
    }
    return faultInStatus(creation);
  };
  Outcome outcome = tryMutations(trial, judge);
  outcome.notes = std::move(accepted);
  return outcome;
}

bool isFree(const Subject& subject, const json::json_pointer& object) {
  return std::any_of(subject.free_settings.begin(),
                     subject.free_settings.end(),
                     [&](const auto& pattern) { return leadsTo(pattern, object); });
}

Outcome unknownSettings(Trial& trial) {
  std::size_t tried = 0;
  std::vector<std::string> ignored;
  for (const Mutation& mutation :
       mutationsOf(trial.subject().integration.settings, kMutationsMax)) {
    if (!mutation.is_new || isFree(trial.subject(), mutation.where.parent_pointer())) {
      continue;
    }
    trial.trying(placeOf(mutation));
    ++tried;
    if (tryToCreate(trial, mutation.settings).made) {
      ignored.push_back(mutation.where.to_string());
    }
  }
  if (ignored.empty()) {
    return passed("unknown members refused in " + std::to_string(tried) +
                  (tried == 1 ? " object" : " objects"));
  }
  Outcome outcome = failed("settings with " + ignored.front() + " added",
                           "an instance is made as if it were not there");
  for (const std::string& pointer : ignored) {
    outcome.notes.push_back("ignored: " + pointer);
  }
  return outcome;
}

Outcome complains(Trial& trial) {
  const json& settings = trial.subject().integration.settings;
  return tryMutations(trial, [&](const Mutation& mutation, const Creation& creation) {
    return creation.made || creation.threw
               ? Fault()
               : faultInComplaints(creation, settings, mutation.settings);
  });
}

Outcome keepsSecrets(Trial& trial) {
  return tryMutations(trial, [&](const Mutation& mutation, const Creation& creation) -> Fault {
    const std::string name = trial.secrets().findSecretIn(creation.complaints);
    if (!name.empty()) {
      return {"a complaint holds the value of " + name};
    }
    const bool is_secret = soundsSecret(mutation.where.back());
    return {is_secret && creation.complaints.find(kTellTale) != std::string::npos
                ? "a complaint repeats the value"
                : ""};
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
    {"create.unknown_settings",
     "A setting that the plugin does not know is refused, in every object of the settings",
     "plugin-api/README.md, Settings",
     "allowOnly() of bailey/settings.hpp finds a misspelt key that would do nothing; objects whose "
     "members are the operator's own are named with --free-settings",
     "create.refuses",
     &unknownSettings},
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
