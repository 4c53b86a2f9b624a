#include "config/parse_upstream.h"

#include "upstream/egress_policy.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::config {
namespace {

constexpr Range kResponseRange = {64 * 1024, 256 * 1024 * 1024};
constexpr Range kRequestsRange = {0, 10'000};
constexpr Range kFailuresRange = {0, 1'000};

using Fault = std::optional<core::Error> (*)(std::string_view entry);

// Each entry is read as the policy will read it, so that every wrong one is told with its place.
std::vector<std::string> listOf(ObjectReader& reader,
                                std::string_view key,
                                Fault fault,
                                Complaints& complaints) {
  std::vector<std::string> list;
  const nlohmann::json* found = reader.list(Need::Optional, key, key, {1, 64});
  for (std::size_t i = 0; found != nullptr && i < found->size(); ++i) {
    const nlohmann::json& entry = (*found)[i];
    const std::string pointer = childPointer(reader.pointerTo(key), i);
    if (!entry.is_string()) {
      complaints.add(pointer, "must be text, but is " + describe(entry, Values::Shown));
    } else if (const auto wrong = fault(entry.get_ref<const std::string&>())) {
      complaints.add(pointer, wrong->message);
    } else {
      list.push_back(entry);
    }
  }
  return list;
}

}  // namespace

upstream::Settings parseUpstream(ObjectReader& reader,
                                 const std::filesystem::path& folder,
                                 Complaints& complaints) {
  upstream::Settings settings;
  settings.hosts = listOf(reader, "hosts", &upstream::EgressPolicy::faultOfPattern, complaints);
  settings.networks =
      listOf(reader, "networks", &upstream::EgressPolicy::faultOfNetwork, complaints);
  reader.path(Need::Optional, "ca", settings.ca, folder);
  reader.number(Need::Optional, "response_bytes", settings.response_bytes, kResponseRange);
  reader.number(
      Need::Optional, "requests_per_second", settings.requests_per_second, kRequestsRange);
  reader.number(Need::Optional, "breaker_failures", settings.breaker_failures, kFailuresRange);
  reader.finish();
  return settings;
}

}  // namespace bailey::config
