// Bodies as a server compresses them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bailey::fakes::upstream {

enum class Coding {
  kGzip,
  kDeflate,     // with zlib's frame, as RFC 9110 wants it
  kRawDeflate,  // without, as some servers send it
};

std::string compressed(std::string_view text, Coding coding);

// Valid gzip of valid JSON: an empty array with so many MiB of blanks in it. About 1 KiB for each.
std::string gzipBomb(std::uint32_t mebibytes);

}  // namespace bailey::fakes::upstream
