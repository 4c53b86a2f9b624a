#include "config/parse_integration.h"

#include "config/object_reader.h"
#include "config/parse_callers.h"
#include "config/parse_profile.h"
#include "config/parse_secrets.h"
#include "config/parse_upstream.h"
#include "talkdesk/operation.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace bailey::config {
namespace {

constexpr Range kDeadlineRange = {50, 120'000};  // Talkdesk has long given up after two minutes.

void parseBounds(ObjectReader& reader, Bounds& bounds) {
  reader.number(Need::Optional, "concurrency", bounds.concurrency, {1, 1024});
  reader.number(Need::Optional, "queue", bounds.queue, {0, 10'000});
  reader.number(Need::Optional, "in_flight", bounds.in_flight, {1, 100'000});
  std::chrono::milliseconds every = kInteractiveDeadline;
  reader.time(Need::Optional, "deadline_ms", every, kDeadlineRange);
  bounds.deadlines.fill(every);
  if (auto part = reader.object(Need::Optional, "deadlines_ms")) {
    for (const talkdesk::Operation operation : talkdesk::kOperations) {
      part->time(Need::Optional,
                 talkdesk::nameOf(operation),
                 bounds.deadlines.at(talkdesk::indexOf(operation)),
                 kDeadlineRange);
    }
    part->finish();
  }
  reader.finish();
}

// The digests a plugin may have. A list, so that its next version can be allowed before it is
// there.
void parsePluginDigests(ObjectReader& reader,
                        Complaints& complaints,
                        std::vector<core::Sha256Digest>& digests) {
  constexpr const char* kKey = "plugin_sha256";
  const nlohmann::json* found = reader.list(Need::Optional, kKey, "SHA-256 digests", {1, 16});
  for (std::size_t i = 0; found != nullptr && i < found->size(); ++i) {
    const nlohmann::json& digest = (*found)[i];
    const auto read = digest.is_string() ? core::sha256FromHex(digest.get_ref<const std::string&>())
                                         : std::nullopt;
    if (read) {
      digests.push_back(*read);
    } else {
      complaints.add(childPointer(reader.pointerTo(kKey), i),
                     "must be " + std::string(kHexDigest.what) + ", but is " +
                         describe(digest, Values::Shown));
    }
  }
}

void parsePluginSettings(ObjectReader& reader, nlohmann::json& settings) {
  if (const auto* found = reader.value(Need::Optional, "settings", "an object")) {
    if (found->is_object()) {
      settings = *found;
    } else {
      // Its type only: the settings are the plugin's, and may hold what we should not show.
      reader.complain("settings", "must be an object, but is " + describe(*found, Values::Hidden));
    }
  }
}

}  // namespace

Integration parseIntegration(const nlohmann::json& document,
                             const std::filesystem::path& file,
                             const Surroundings& surroundings,
                             Complaints& complaints) {
  Integration integration;
  integration.name = file.stem().string();
  integration.file = file;
  const std::filesystem::path folder = file.parent_path();
  const ReadContext context{folder, surroundings, complaints};

  ObjectReader reader(document, "", complaints);
  std::string schema;
  reader.text(Need::Optional, "$schema", schema, kSchemaText);
  reader.text(Need::Required, "plugin", integration.plugin, kPluginName);
  parsePluginDigests(reader, complaints, integration.plugin_sha256);
  parsePluginSettings(reader, integration.settings);
  if (const auto* found = reader.value(Need::Optional, "secrets", "an object")) {
    if (found->is_object()) {
      integration.secrets = parseSecrets(*found, reader.pointerTo("secrets"), context);
    } else {
      reader.complain("secrets", "must be an object, but is " + describe(*found, Values::Hidden));
    }
  }
  if (const auto* found = reader.value(Need::Required, "callers", expectedCallers())) {
    integration.callers = parseCallers(*found, reader.pointerTo("callers"), context);
  }
  if (auto part = reader.object(Need::Optional, "bounds")) {
    parseBounds(*part, integration.bounds);
  }
  if (auto part = reader.object(Need::Optional, "upstream")) {
    integration.upstream = parseUpstream(*part, folder, complaints);
  }
  if (const auto* found = reader.value(Need::Optional, "talkdesk", "an object")) {
    integration.profile = parseProfile(*found, reader.pointerTo("talkdesk"), complaints);
  }
  reader.finish();
  return integration;
}

}  // namespace bailey::config
