// The next generation's front: the server's settings and the TLS context, made anew only when
// something of them has changed.
#pragma once

#include "config/complaint.h"
#include "config/settings.h"
#include "core/result.h"
#include "generation/front.h"
#include "generation/generation.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace bailey::control {

using BuiltFront =
    core::Result<std::shared_ptr<const generation::Front>, std::vector<config::Complaint>>;

// What of `wanted` cannot be taken while `running` is in force: one complaint for each.
std::vector<config::Complaint> whatNeedsRestart(const std::filesystem::path& file,
                                                const config::Server& running,
                                                const config::Server& wanted);

// `running` itself when nothing has changed, neither in the settings nor in the files they and the
// integrations of `next` name; it is null at a start. Blocks on disk.
BuiltFront buildFront(const std::filesystem::path& file,
                      const config::Server& wanted,
                      const generation::Generation& next,
                      const std::shared_ptr<const generation::Front>& running);

}  // namespace bailey::control
