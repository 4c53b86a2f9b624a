// What an operator says about an integration's way to its CRM: the member "upstream" of its file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace bailey::upstream {

struct Settings {
  std::vector<std::string> hosts;     // As EgressPolicy reads them; empty: the plugin's manifest's.
  std::vector<std::string> networks;  // Private ones that may be connected to, as "10.1.0.0/16".
  std::filesystem::path ca;           // PEM: trusted instead of the system's authorities, if set.
  std::size_t response_bytes = 8 * 1024 * 1024;  // Decoded. A page of 1,000 contacts is 300 KiB.

  unsigned int requests_per_second = 0;  // For each account at the CRM; 0: until it says otherwise.
  unsigned int breaker_failures = 5;     // In a row, then it is left alone a while; 0: never.

  bool operator==(const Settings&) const = default;
};

}  // namespace bailey::upstream
