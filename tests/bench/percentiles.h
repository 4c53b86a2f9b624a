// How the measurements of this folder are told.
#pragma once

#include <vector>

namespace bailey::bench {

// One line: what was measured, its median, 99th percentile, maximum and unit, and how often.
void print(const char* what, std::vector<double> values, const char* unit);

}  // namespace bailey::bench
