// A port for a program that cannot choose one itself.
#pragma once

#include <cstdint>

namespace bailey::fakes {

// Free on 127.0.0.1 when this returns, and not one that the kernel gives to anybody who does not
// ask for it by number. Throws std::runtime_error.
std::uint16_t freePort();

// Whether somebody accepts connections there.
bool isListening(std::uint16_t port);

}  // namespace bailey::fakes
