// What text alone cannot tell: whether the files and folders a configuration names are there, and
// whether their rights are those of something to trust. (reliability.md §3, plugin folder rights)
#pragma once

#include "config/complaint.h"
#include "config/settings.h"

namespace bailey::config {

// Block on disk. Fields left empty by an earlier complaint are skipped.
void checkServerFiles(const Server& server, Complaints& complaints);

// Also reads what the files hold that callers are compared with: CertificateCaller::authorities.
void checkIntegrationFiles(Integration& integration, Complaints& complaints);

}  // namespace bailey::config
