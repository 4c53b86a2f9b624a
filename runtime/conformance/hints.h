// What to look for, by what was seen rather than by the check that saw it.
#pragma once

#include <string>
#include <string_view>

namespace bailey::conformance {

struct Asked;

// Of a request with nothing odd about it that was not answered well. Empty when nothing is known
// that the check does not know better.
std::string hintFor(const Asked& asked);

// Of an answer that breaks a rule of the contract or of the ABI, or that the host passes on only in
// part; `told` is the rule, the misbehaviour or the warning as the host words it. Empty when it is
// none of the known ones.
std::string hintForAnswer(std::string_view told);

}  // namespace bailey::conformance
