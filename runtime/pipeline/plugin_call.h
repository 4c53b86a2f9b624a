// Calls the plugin and turns what comes back into a reply that keeps the contract.
#pragma once

#include "pipeline/exchange.h"
#include "talkdesk/answer_writer.h"

#include <cstddef>

namespace bailey::pipeline {

// Runs the plugin for `exchange` on the calling thread, checks and normalises its answer. Changes
// nothing in the exchange. Use one `writer` per thread.
Reply callPlugin(const Exchange& exchange,
                 talkdesk::AnswerWriter& writer,
                 std::size_t answer_bytes_max);

}  // namespace bailey::pipeline
