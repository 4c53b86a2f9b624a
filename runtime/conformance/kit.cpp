#include "conformance/kit.h"

#include "conformance/child_process.h"
#include "conformance/trial.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

namespace bailey::conformance {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Checks = std::span<const Check* const>;
using Outcomes = std::map<std::string_view, Outcome>;

// Where copies of the plugin lie while it is tried. Only the process that made it removes it.
class ScratchFolder {
public:
  ScratchFolder() {
    std::string name = (fs::temp_directory_path() / "bailey-test-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) {
      path_ = name;
    }
  }

  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ScratchFolder(ScratchFolder&&) = delete;
  ScratchFolder& operator=(ScratchFolder&&) = delete;

  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) {
      fs::remove_all(path_, ignored);
    }
  }

  [[nodiscard]] const fs::path& path() const { return path_; }

private:
  fs::path path_;
};

std::string line(const json& message) {
  return message.dump(-1, ' ', false, json::error_handler_t::replace);
}

// What comes of `check` without running it: the one it stands on was run and did not pass.
std::optional<Outcome> foregone(const Check& check, const Outcomes& outcomes) {
  const auto needed = outcomes.find(check.needs);
  if (needed == outcomes.end() || needed->second.verdict == Verdict::Passed) {
    return std::nullopt;
  }
  return needed->second.wants_auth ? skippedForAuth(needed->second.seen)
                                   : skipped(std::string(check.needs) + " has not passed");
}

Outcome runOne(const Check& check, Trial& trial) {
  try {
    return check.run(trial);
  } catch (const NeedsAuth& reason) {
    return skippedForAuth(reason.what());
  } catch (const CannotTry& reason) {
    return failed("", trial.printable(reason.what()));
  } catch (const std::exception& surprise) {
    return failed("", trial.printable(std::string("the check itself failed: ") + surprise.what()));
  }
}

std::vector<std::string> printable(const Trial& trial, std::vector<std::string> texts) {
  for (std::string& text : texts) {
    text = trial.printable(text);
  }
  return texts;
}

// The child: every check of the batch, told as it begins and as it ends.
void runChecks(Checks batch,
               const Subject& subject,
               const fs::path& private_folder,
               Outcomes outcomes,
               const LineWriter& lines) {
  Trial trial(subject,
              private_folder,
              {[&lines](const std::string& place) {
                 lines.write(line({{"trying", place}}));
               },
               [&lines](const WrittenRecord& record) {
                 lines.write(line({{"wrote", record.id}, {"action", record.action}}));
               }});
  for (const Check* check : batch) {
    lines.write(line({{"begins", check->id}}));
    const auto known = foregone(*check, outcomes);
    const Outcome outcome = known ? *known : runOne(*check, trial);
    outcomes[check->id] = outcome;
    lines.write(line({{"verdict", outcome.verdict},
                      {"place", trial.printable(outcome.place)},
                      {"seen", trial.printable(outcome.seen)},
                      {"hint", outcome.hint},
                      {"notes", printable(trial, outcome.notes)},
                      {"wants_auth", outcome.wants_auth}}));
  }
  std::_Exit(EXIT_SUCCESS);  // not through destructors: a plugin's may hang, and nobody is left
}

std::string nameOfSignal(int signal) {
  const char* name = ::sigabbrev_np(signal);
  return name == nullptr ? "signal " + std::to_string(signal) : "SIG" + std::string(name);
}

std::string describe(const Ending& ending, milliseconds time_limit) {
  if (ending.killed) {
    return "the plugin did not come back within " + std::to_string(time_limit.count()) +
           " ms and was killed";
  }
  if (ending.signal != 0) {
    return "the process ended by " + nameOfSignal(ending.signal);
  }
  return "the process ended by exit(" + std::to_string(ending.exit_code) + ")";
}

// The parent: starts a child for a batch and takes in what it reports.
class Batch {
public:
  Batch(const Subject& subject, const fs::path& private_folder, Report& report, Outcomes& outcomes)
      : subject_(subject),
        private_folder_(private_folder),
        report_(report),
        outcomes_(outcomes) {}

  // Gives the checks that are still to run: those behind one that ended the child.
  Checks run(Checks batch) {
    ChildProcess child([&](const LineWriter& lines) {
      runChecks(batch, subject_, private_folder_, outcomes_, lines);
    });
    std::string place;
    for (std::size_t at = 0; at < batch.size(); place.clear()) {
      const auto begin = steady_clock::now();
      while (true) {
        const auto text = child.readLine(begin + subject_.time_limit);
        if (!text) {
          add(*batch[at],
              {Verdict::Failed, place, describe(child.ending(), subject_.time_limit)},
              begin);
          return batch.subspan(at + 1);
        }
        const json message = json::parse(*text, nullptr, /*allow_exceptions=*/false);
        if (message.contains("trying")) {
          place = message["trying"].get<std::string>();
        } else if (message.contains("wrote")) {
          report_.written.push_back(
              {message["action"].get<std::string>(), message["wrote"].get<std::string>()});
        } else if (message.contains("verdict")) {
          add(*batch[at],
              {message["verdict"].get<Verdict>(),
               message["place"].get<std::string>(),
               message["seen"].get<std::string>(),
               message["hint"].get<std::string>(),
               message["notes"].get<std::vector<std::string>>(),
               message["wants_auth"].get<bool>()},
              begin);
          ++at;
          break;
        }
      }
    }
    return {};
  }

private:
  void add(const Check& check, Outcome outcome, steady_clock::time_point begin) {
    outcomes_[check.id] = outcome;
    report_.results.push_back(
        {&check,
         std::move(outcome),
         std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin)});
  }

  const Subject& subject_;
  const fs::path& private_folder_;
  Report& report_;
  Outcomes& outcomes_;
};

// How many checks from the first on share a process.
std::size_t batchSize(Checks checks) {
  std::size_t size = 1;
  while (!checks.front()->alone && size < checks.size() && !checks[size]->alone &&
         groupOf(*checks[size]) == groupOf(*checks.front())) {
    ++size;
  }
  return size;
}

}  // namespace

core::Result<Report> runKit(const Subject& subject, const std::vector<const Check*>& checks) {
  const ScratchFolder scratch;
  if (scratch.path().empty()) {
    return core::Error{"no folder can be made in " + fs::temp_directory_path().string()};
  }
  Report report{subject.plugin.filename().string(), subject.integration.name, {}};
  for (const auto& field : subject.integration.profile.authentication_configuration) {
    report.auth_fields.push_back(field.field_name);
  }
  Outcomes outcomes;
  Batch process(subject, scratch.path(), report, outcomes);
  for (Checks left = checks; !left.empty();) {
    Checks batch = left.first(batchSize(left));
    left = left.subspan(batch.size());
    while (!batch.empty()) {
      batch = process.run(batch);
    }
  }
  return report;
}

}  // namespace bailey::conformance
