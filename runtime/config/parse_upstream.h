// The member "upstream" of an integration's file: its plugin's way to the CRM.
#pragma once

#include "config/complaint.h"
#include "config/object_reader.h"
#include "upstream/settings.h"

#include <filesystem>

namespace bailey::config {

upstream::Settings parseUpstream(ObjectReader& reader,
                                 const std::filesystem::path& folder,
                                 Complaints& complaints);

}  // namespace bailey::config
