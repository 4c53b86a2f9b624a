// resources.*: what a plugin holds while it serves and leaves behind when it is gone.
#include "conformance/checks.h"
#include "conformance/process_facts.h"
#include "conformance/questions.h"
#include "core/sanitizer.h"
#include "plugin_host/library.h"
#include "plugin_host/plugin_instance.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

namespace bailey::conformance {
namespace {

using std::chrono::steady_clock;

// The smallest block that malloc() hands out has 32 bytes: one for each call is far above this.
constexpr std::size_t kHeapGrowthMax = 64 * 1024;
constexpr std::size_t kHeapGrowthPerCallMax = 8;
// What malloc() keeps for later grows in steps; a page for each call is far above this.
constexpr std::size_t kResidentGrowthMax = 4 * 1024 * 1024;
constexpr std::size_t kResidentGrowthPerCallMax = 256;
constexpr std::size_t kCallsMin = 1000;
constexpr std::chrono::seconds kThreadEndMax{2};

// The one that takes the least time, as many calls are to come.
std::optional<Question> cheapest(Trial& trial) {
  std::optional<Question> best;
  steady_clock::duration least = steady_clock::duration::max();
  for (const Question& question : goodQuestions(trial)) {
    trial.trying(question.name);
    const Asked asked = ask(trial.caller(), question);
    if (asked.good() && asked.took < least) {
      least = asked.took;
      best = question;
    }
  }
  return best;
}

// Asks until `calls` are done or the time is over; gives how many it were.
std::size_t askRepeatedly(Trial& trial,
                          const Question& question,
                          std::size_t calls,
                          steady_clock::time_point end) {
  std::size_t done = 0;
  while (done < calls && steady_clock::now() < end) {
    ask(trial.caller(), question);
    ++done;
  }
  return done;
}

std::size_t growth(std::size_t before, std::size_t after) {
  return after > before ? after - before : 0;
}

Outcome memory(Trial& trial) {
  if (core::kSanitized) {
    return skipped("a sanitizer keeps what was freed");
  }
  const auto question = cheapest(trial);
  if (!question) {
    return skipped("no operation that only reads gives a good answer");
  }
  const std::size_t calls = trial.subject().calls;
  const auto end = steady_clock::now() + trial.subject().time_limit / 2;
  trial.trying("warming up with " + question->name);
  askRepeatedly(trial, *question, std::max(calls / 5, kCallsMin), end);
  const std::size_t heap_before = heapBytes();
  const std::size_t resident_before = residentBytes();
  trial.trying("many times " + question->name);
  const std::size_t done = askRepeatedly(trial, *question, calls, end);
  const std::size_t heap = growth(heap_before, heapBytes());
  const std::size_t resident = growth(resident_before, residentBytes());
  const std::string name(talkdesk::nameOf(question->operation));
  const std::string seen = std::to_string(done) + " calls of " + name + ": " +
                           std::to_string(heap / 1024) + " KiB more from malloc(), " +
                           std::to_string(resident / 1024) + " KiB more in memory";
  if (heap > kHeapGrowthMax + done * kHeapGrowthPerCallMax ||
      resident > kResidentGrowthMax + done * kResidentGrowthPerCallMax) {
    return failed(name, seen);
  }
  return done < std::min(calls, kCallsMin) ? skipped("too slow to tell: " + seen) : passed(seen);
}

// Everything the kit needs of the process is there before the plugin comes.
struct Holdings {
  std::set<std::string> threads = runningThreads();
  std::set<std::string> files = openFiles();
  std::set<std::string> mapped = mappedFiles();
};

// A whole life, from loading to unloading, with every question that only reads.
class Life {
public:
  explicit Life(Trial& trial) : trial_(trial) {}

  void load() {
    auto library = plugin_host::Library::load(trial_.staged(), plugin_host::Copy::Anothers);
    if (!library.ok()) {
      throw CannotTry(library.error().message);
    }
    library_ = std::move(library.value());
    auto made =
        plugin_host::PluginInstance::create(library_,
                                            {trial_.subject().integration.name,
                                             trial_.setup(trial_.subject().integration.settings),
                                             trial_.secretLookup(),
                                             {},
                                             trial_.gateway()},
                                            trial_.extensions(),
                                            trial_.recorder().log());
    if (!made.ok()) {
      throw CannotTry("no instance can be made: " + made.error().front().message);
    }
    instance_ = std::move(made.value());
  }

  void serve(const std::vector<Question>& questions) {
    Caller caller(*instance_, trial_.profile());
    for (const Question& question : questions) {
      ask(caller, question);
    }
  }

  void destroy() {
    trial_.trying("quiesce() and destroy()");
    instance_->quiesce();
    instance_.reset();
  }

  [[nodiscard]] bool hasUnload() const { return library_->entry().unload != nullptr; }

  void unload() {
    trial_.trying("unloading; a crash here is code of the plugin's that still ran");
    library_.reset();
  }

private:
  Trial& trial_;
  std::shared_ptr<plugin_host::Library> library_;
  std::unique_ptr<plugin_host::PluginInstance> instance_;
};

// A thread that was joined is in the kernel's list for a moment more.
std::string threadsAddedSince(const std::set<std::string>& before) {
  const auto end = steady_clock::now() + kThreadEndMax;
  std::string added = addedSince(before, runningThreads());
  while (!added.empty() && steady_clock::now() < end) {
    std::this_thread::yield();
    added = addedSince(before, runningThreads());
  }
  return added;
}

Outcome threads(Trial& trial) {
  const auto questions = goodQuestions(trial);
  const auto before = runningThreads();
  Life life(trial);
  life.load();
  life.serve(questions);
  life.destroy();
  if (!life.hasUnload()) {
    if (const std::string left = threadsAddedSince(before); !left.empty()) {
      return failed("after destroy()", trial.printable("left: " + left));
    }
  }
  life.unload();
  const std::string left = threadsAddedSince(before);
  return left.empty() ? passed("none left")
                      : failed("after unload()", trial.printable("left: " + left));
}

Outcome descriptors(Trial& trial) {
  const auto questions = goodQuestions(trial);
  const auto before = openFiles();
  Life life(trial);
  life.load();
  life.serve(questions);
  life.destroy();
  life.unload();
  const std::string left = addedSince(before, openFiles());
  return left.empty() ? passed("none left")
                      : failed("after unload()", trial.printable("left open: " + left));
}

// What stays after the first life, a library that refuses to go for one, may stay for good; what
// the second adds to it never ends.
Outcome mappings(Trial& trial) {
  const auto questions = goodQuestions(trial);
  std::set<std::string> before;
  for (int count = 0; count < 2; ++count) {
    before = mappedFiles();
    Life life(trial);
    life.load();
    life.serve(questions);
    life.destroy();
    life.unload();
  }
  const std::string left = addedSince(before, mappedFiles());
  return left.empty() ? passed("none added by a second life")
                      : failed("after unload()", trial.printable("left mapped: " + left));
}

Outcome unmapped(Trial& trial) {
  const auto questions = goodQuestions(trial);
  Life life(trial);
  life.load();
  life.serve(questions);
  life.destroy();
  life.unload();
  const plugin_host::StagedPlugin& staged = trial.staged();
  if (!plugin_host::isMapped(staged.copy)) {
    return passed("its code is gone");
  }
  return failed("after unload()",
                staged.unique_symbols.empty()
                    ? "its code stays; a thread_local with a destructor, or -z nodelete, keeps it"
                    : trial.printable("the GNU_UNIQUE symbol " + staged.unique_symbols.front() +
                                      " keeps its code mapped"));
}

constexpr Check kChecks[] = {
    {"resources.memory",
     "Memory does not grow with the number of calls",
     "abi.h, Ownership",
     "A cache needs a limit; what a call allocates ends with it",
     "create.accepts",
     &memory,
     true},
    {"resources.threads",
     "No thread is left after destroy() and unload()",
     "abi.h, bailey_plugin_entry::unload",
     "End and join threads in quiesce() or the destructor",
     "create.accepts",
     &threads,
     true},
    {"resources.descriptors",
     "No file is left open after destroy() and unload()",
     "abi.h, bailey_plugin_entry::unload",
     "Close what create() and the operations opened",
     "create.accepts",
     &descriptors,
     true},
    {"resources.mappings",
     "Loading it again and again maps nothing more each time",
     "abi.h, bailey_plugin_entry::unload",
     "Unmap what was mapped, and close what was opened with dlopen()",
     "create.accepts",
     &mappings,
     true},
    {"resources.unmapped",
     "Its code is gone from the process after dlclose()",
     "plugin-api/README.md, Versions",
     "Build it with bailey_add_plugin(); no thread_local with a destructor on threads of the host",
     "create.accepts",
     &unmapped,
     true},
};

}  // namespace

std::span<const Check> resourceChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
