// The one way from a failure to an answer.
#pragma once

#include "pipeline/exchange.h"

#include <optional>
#include <string>
#include <string_view>

namespace bailey::pipeline {

// What Talkdesk gets for `failure` in this exchange: the contract's table with the integration's
// switches once the integration is known. Changes nothing in the exchange, so a worker may call it.
Reply refusalReply(const Exchange& exchange,
                   talkdesk::Failure failure,
                   std::string message = {},
                   std::optional<int> retry_after_s = {});

// What a peer gets whose bytes are no HTTP request. `code` is a fixed word.
Reply unparsedReply(int status, std::string_view code);

// The same from a refusal somebody else has made.
Reply replyFrom(const talkdesk::Refusal& refusal);

}  // namespace bailey::pipeline
