// A request as it arrived at the fault upstream.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace bailey::fakes {

struct UpstreamRequest {
  std::uint64_t connection = 0;  // the first has 1
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> fields;  // in their order, names as written
  std::string body;                                         // without its framing

  // The value of the first field of this name, in whatever case it came; empty when there is none.
  [[nodiscard]] std::string field(const std::string& name) const;

  // The target without its query.
  [[nodiscard]] std::string path() const;

  // What the target's query says of this name, decoded; empty when it says nothing.
  [[nodiscard]] std::string query(const std::string& name) const;
};

}  // namespace bailey::fakes
