// Tickets and comments of Zendesk's as interactions of Talkdesk's. Pure: no request, no clock.
#pragma once

#include "settings.h"

#include "bailey/contract.hpp"
#include "bailey/json_document.hpp"

#include <string>
#include <string_view>

namespace bailey::zendesk {

// Why somebody was in touch. Named as its interaction type is.
enum class InteractionKind { Ticket = 0, Call, Note };

// A ticket that came by phone, or that the action log_call made, is a call.
[[nodiscard]] InteractionKind kindOf(JsonNode ticket, std::string_view call_tag);

// Without a type. The id is empty when the record has none. `origin` is Account::origin().
[[nodiscard]] Interaction toInteraction(JsonNode ticket,
                                        const InteractionSettings& settings,
                                        std::string_view origin);

// Whether the comment is an internal note of an agent's.
[[nodiscard]] bool isNote(JsonNode comment);

// As above, for a comment of the ticket with that id.
[[nodiscard]] Interaction noteToInteraction(JsonNode comment,
                                            std::string_view ticket_id,
                                            std::string_view origin);

}  // namespace bailey::zendesk
