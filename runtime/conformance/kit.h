// Runs checks on a plugin, in processes of their own: what a plugin does to the one it is tried in
// is a failed check, and the kit goes on with the next.
#pragma once

#include "conformance/check.h"
#include "conformance/report.h"
#include "conformance/subject.h"
#include "core/result.h"

#include <vector>

namespace bailey::conformance {

// `checks` in the order of allChecks(). REQUIRES: no thread runs in this process.
core::Result<Report> runKit(const Subject& subject, const std::vector<const Check*>& checks);

}  // namespace bailey::conformance
