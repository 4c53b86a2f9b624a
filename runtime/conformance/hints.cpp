#include "conformance/hints.h"

#include "conformance/caller.h"

#include <algorithm>
#include <iterator>

namespace bailey::conformance {
namespace {

using talkdesk::Failure;

struct Hint {
  std::string_view words;  // of a rule or a warning
  std::string_view hint;
};

// The first whose words are found: longer ones stand before those that are part of them.
constexpr Hint kHints[] = {
    {"synchronization_checkpoint is missing",
     "Set the page's checkpoint to the highest change time delivered so far, on every page and not "
     "on the last alone; on an empty page to the request's checkpoint"},
    {"synchronization_checkpoint is not text", "A checkpoint is text or a whole number"},
    {"next_offset is the offset of this very page",
     "The run does not move on: next_offset says where the next page begins, and is left out on "
     "the "
     "last page"},
    {"next_offset is neither text", "Write the offset as text, whatever it is to the CRM"},
    {"next_offset is not an integer", "Agents are counted: next_offset is a whole number"},
    {"next_offset is negative", "Agents are counted from 0 on"},
    {"context holds too many",
     "A context comes back with each request: keep a key in it, not what it stands for"},
    {"is out of order",
     "Sort by updated_at within a page too, and write all times in the same form, as their text is "
     "what is compared"},
    {"is not a list", "An empty list is [], and is written even when there is nothing in it"},
    {"the answer is not an object", "An empty answer is {}"},
    {"the answer is empty", "BAILEY_OK comes with an answer; a failure is a status"},
    {"not valid UTF-8", "Convert what the CRM sends to UTF-8 before it gets into an answer"},
    {"nested too deep", "Pass on fields, not the CRM's whole record"},
    {"holds a number", "A number beyond 64 bits, or one that is none, has to be text"},
    {"too large to be read", "Deliver smaller pages"},
    {"larger than", "Deliver smaller pages; leave out what the contract does not name"},
    {"not valid JSON", "Write answers with the SDK's types or JsonWriter, which escape texts"},
    {"has a type that is not configured",
     "Translate the CRM's types into those that interaction_types of the integration's file lists"},
    {"has no usable type", "Each interaction has a type of the integration's interaction_types"},
    {"has no usable id", "An id is text that is not blank, or a whole number"},
    {"has no usable email",
     "Leave agents without an e-mail address out: Talkdesk knows them by it"},
    {"has no readable date",
     "Write dates as 2012-11-21 17:53:51 UTC, as ISO 8601 has them, or as seconds since 1970"},
    {"is not one of the allowed words",
     "status is new, open, pending, solved or closed, priority none, low, normal, high or urgent: "
     "translate the CRM's words, and leave out what has no translation"},
    {"threw an exception through the ABI",
     "Catch everything in each function handed to the host, as BAILEY_PLUGIN does"},
    {"wrote a larger answer", "Deliver smaller pages"},
    {"returned a status that is none", "Return one of bailey_status; with the SDK, throw Error"},
    {"has the wrong kind", "Texts are text, and lists of texts hold nothing else"},
};

std::string_view hintForFailure(Failure failure) {
  switch (failure) {
    case Failure::Unauthorized:
    case Failure::Forbidden:
      return "Are the credentials of --auth good, and are they for the CRM that the settings name?";
    case Failure::Unavailable:
    case Failure::RateLimited:
    case Failure::DeadlineExceeded:
      return "The plugin says that the CRM did not serve it: can it be reached from this machine, "
             "with these settings?";
    case Failure::NotSupported:
      return "Override the operation in the adapter, or take it out of the manifest";
    case Failure::Internal:
      return "Something else than Error was thrown in the operation, at() of a member that is not "
             "there for one; `catch throw` of gdb shows where";
    default:
      return {};
  }
}

}  // namespace

std::string hintFor(const Asked& asked) {
  if (asked.refused) {
    return "The host never passed this request on: are all mandatory fields of `auth` in --auth?";
  }
  if (!asked.misbehaviour.empty()) {
    return hintForAnswer(asked.misbehaviour);
  }
  if (asked.failure) {
    return std::string(hintForFailure(*asked.failure));
  }
  return asked.rule ? hintForAnswer(*asked.rule) : std::string();
}

std::string hintForAnswer(std::string_view told) {
  const auto* const found =
      std::find_if(std::begin(kHints), std::end(kHints), [&](const Hint& one) {
        return told.find(one.words) != std::string_view::npos;
      });
  return found == std::end(kHints) ? std::string() : std::string(found->hint);
}

}  // namespace bailey::conformance
