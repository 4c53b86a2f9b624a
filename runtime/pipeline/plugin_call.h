// Between the pipeline and a plugin: a request as the plugin is asked it, and what comes back
// turned into a reply that keeps the contract.
#pragma once

#include "pipeline/exchange.h"
#include "plugin_host/plugin_call.h"
#include "talkdesk/answer_writer.h"

#include <cstddef>

namespace bailey::pipeline {

// A plugin may write more than Talkdesk gets to see: order keys, records that are left out.
constexpr std::size_t kPluginBytesPerAnswerByte = 2;

// Valid as long as the exchange is not changed.
plugin_host::PluginCall callOf(const Exchange& exchange);

// Checks and normalises `answer`. Changes nothing in the exchange. Use one `writer` per thread.
Reply replyFrom(const Exchange& exchange,
                plugin_host::PluginAnswer answer,
                talkdesk::AnswerWriter& writer,
                std::size_t answer_bytes_max);

}  // namespace bailey::pipeline
