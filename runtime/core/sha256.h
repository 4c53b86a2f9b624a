// SHA-256: names content, and keeps secrets as digests only, since what is not in memory cannot
// leak.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::core {

using Sha256Digest = std::array<std::uint8_t, 32>;

// Any thread.
Sha256Digest sha256(std::string_view bytes);

// Takes the same time wherever the two differ.
bool equalInConstantTime(const Sha256Digest& left, const Sha256Digest& right);

// 64 hexadecimal digits, lower case.
std::string toHex(const Sha256Digest& digest);

// 64 hexadecimal digits of either case; nothing for any other text.
std::optional<Sha256Digest> sha256FromHex(std::string_view hex);

}  // namespace bailey::core
