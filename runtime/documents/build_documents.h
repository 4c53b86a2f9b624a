// From what was agreed with Talkdesk and where it is served to the documents. Pure.
#pragma once

#include "documents/document.h"
#include "documents/service.h"
#include "talkdesk/profile.h"

#include <vector>

namespace bailey::documents {

IntegrationDocument buildIntegrationDocument(const talkdesk::Profile& profile,
                                             const Service& service);

// One for each action of the profile, in its order.
std::vector<ActionDocument> buildActionDocuments(const talkdesk::Profile& profile,
                                                 const Service& service);

}  // namespace bailey::documents
