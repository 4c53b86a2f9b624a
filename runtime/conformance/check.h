// The vocabulary of the conformance kit: a check, what came of it, and what it left in the CRM.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::conformance {

class Trial;

enum class Verdict : std::uint8_t { Unset = 0, Passed, Failed, Skipped };

std::string_view nameOf(Verdict verdict);

struct Outcome {
  Verdict verdict = Verdict::Unset;
  std::string place;   // where: "page 3", "settings with /token removed"; may be empty
  std::string seen;    // what was found; of a skipped check the reason
  std::string hint{};  // what to look for, when what was seen tells more than the check's own
  std::vector<std::string> notes{};  // more that an author may want to know, a line each
  bool wants_auth = false;           // skipped, because nobody gave the credentials to try it with
};

Outcome passed(std::string seen);
Outcome failed(std::string place, std::string seen, std::string hint = {});
Outcome skipped(std::string reason);
Outcome skippedForAuth(std::string reason);

// What an action that was done may have left in the CRM.
struct WrittenRecord {
  std::string action;
  std::string id;  // as the plugin told it; empty when it told none
};

// All texts are fixed and end without a full stop.
struct Check {
  std::string_view id;      // "group.name", never reused for something else
  std::string_view must;    // what must be so, as a sentence
  std::string_view source;  // where that is written
  std::string_view hint;    // what to look for when it is not so
  std::string_view needs;   // id of the check without which this one says nothing; may be empty
  Outcome (*run)(Trial& trial);
  bool alone = false;  // needs a process no other check has used
};

// "create" of "create.accepts"
std::string_view groupOf(const Check& check);

}  // namespace bailey::conformance
