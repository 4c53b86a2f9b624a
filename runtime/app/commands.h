// The commands of the one binary.
#pragma once

#include <string>
#include <vector>

namespace bailey::app {

// Runs `bailey ARGUMENTS...` and gives its exit code: 0 done, 1 it failed and said why on standard
// error, 2 the arguments make no sense.
int runCommand(const std::vector<std::string>& arguments);

}  // namespace bailey::app
