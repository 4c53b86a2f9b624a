// Waiting for whichever descriptor has something first.
#pragma once

#include <chrono>
#include <initializer_list>

namespace bailey::app {

constexpr std::chrono::milliseconds kForever{-1};

// Returns when one of them is readable, after `at_most`, or earlier for no reason.
void waitReadable(std::initializer_list<int> descriptors, std::chrono::milliseconds at_most);

}  // namespace bailey::app
