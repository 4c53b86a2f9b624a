// Counts how a request ended, for the judgement of the integration's version.
#pragma once

#include "pipeline/exchange.h"

namespace bailey::pipeline {

// Only what reached the plugin, or should have: a wrong route or secret says nothing about it.
void recordOutcome(const Exchange& exchange);

}  // namespace bailey::pipeline
