#include "simulator/contact_sync.h"

#include "simulator/answer_fields.h"

#include <utility>

namespace bailey::simulator {
namespace {

constexpr Rule kStatus{"1.3", "a page of contacts is answered with 200"};

// A request repeats the checkpoint its run started with; the answered one is for the next run.
nlohmann::json requestFor(const Session& session,
                          const std::string& checkpoint,
                          const ContactRun& run) {
  nlohmann::json meta = nlohmann::json::object();
  if (!checkpoint.empty()) {
    meta["synchronization_checkpoint"] = checkpoint;
  }
  if (run.next_offset) {
    meta["offset"] = *run.next_offset;
    if (!run.context.is_discarded()) {
      meta["context"] = run.context;
    }
  }
  return {{"auth", session.credentials.stored}, {"meta", std::move(meta)}};
}

// False when the answer is no page.
bool takePage(Session& session, StepRun& step, const ContactRunOptions& options, ContactRun& run) {
  const auto answer =
      step.post(Effect::Reads, options.at, requestFor(session, options.checkpoint, run));
  if (!answer || !hasStatus(*answer, {200}, kStatus, step.findings())) {
    return false;
  }
  const auto page = readBody(*answer, step.findings());
  if (page) {
    checkContactPage(*page, run, step.findings());
  }
  return page.has_value();
}

}  // namespace

ContactPages runThroughContacts(Session& session, StepRun& step, const ContactRunOptions& options) {
  ContactPages result;
  ContactRun& run = result.run;
  run.checkpoint = options.checkpoint;
  do {
    step.findings().setPlace("page " + std::to_string(result.pages.size() + 1));
    if (!takePage(session, step, options, run)) {
      break;
    }
    result.pages.push_back({run.page_checkpoint, std::move(run.new_ids)});
    step.progress(run.digests.size(), result.pages.size());
    options.on_page(result.pages.back(), run);
  } while (run.next_offset && (options.pages_max == 0 || result.pages.size() < options.pages_max));
  step.findings().setPlace("");
  return result;
}

}  // namespace bailey::simulator
