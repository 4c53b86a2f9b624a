// A question that may be put to any plugin at any time: it changes nothing and needs nobody's
// credentials.
#pragma once

#include "plugin_host/plugin_instance.h"

#include <cstdint>

namespace bailey::plugin_host {

enum class SampleAnswer : std::uint8_t {
  Unset = 0,  // the plugin does not serve what would be asked
  Good,       // it accepted or refused nobody's credentials
  Failed,     // the plugin or its CRM could not do it
};

// Asks for the validation of empty credentials. Blocks for as long as the plugin takes.
SampleAnswer askSampleQuestion(PluginInstance& instance);

}  // namespace bailey::plugin_host
