#include "bench/percentiles.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>

namespace bailey::bench {
namespace {

double percentile(const std::vector<double>& sorted, double share) {
  return sorted.empty()
             ? 0
             : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

void print(const char* what, std::vector<double> values, const char* unit) {
  std::sort(values.begin(), values.end());
  std::printf("%-34s median %8.1f  p99 %8.1f  max %8.1f %s  (%zu)\n",
              what,
              percentile(values, 0.5),
              percentile(values, 0.99),
              percentile(values, 1),
              unit,
              values.size());
  std::fflush(stdout);
}

}  // namespace bailey::bench
