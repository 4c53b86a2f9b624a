// What this process holds at the moment, as the kernel tells it.
#pragma once

#include <cstddef>
#include <set>
#include <string>

namespace bailey::conformance {

// "1234 name" of every thread.
std::set<std::string> runningThreads();

// "7 /what/it/is" of every open file.
std::set<std::string> openFiles();

// Every file some part of which is mapped.
std::set<std::string> mappedFiles();

// What malloc() has handed out and not got back. Exact, but knows no other allocator.
std::size_t heapBytes();

// The pages in memory, in bytes. Knows all of them, but also what malloc() keeps for later.
std::size_t residentBytes();

// What `after` has and `before` has not, separated by commas; empty when there is nothing.
std::string addedSince(const std::set<std::string>& before, const std::set<std::string>& after);

}  // namespace bailey::conformance
