// Tells two versions of an integration apart.
#pragma once

#include "config/settings.h"

#include <string>

namespace bailey::config {

// 64 hexadecimal digits over the text and everything it refers to that was read with it: secrets,
// callers' secrets, authorities. Nothing can be learnt from it about a secret that is not
// guessable.
std::string fingerprintOf(const Integration& integration);

}  // namespace bailey::config
