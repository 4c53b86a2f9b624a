// Whether two phone numbers, however written, are the same line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bailey::sql {

// National numbers without their country code have nine digits or more nearly everywhere; shorter
// endings are shared by strangers.
constexpr std::size_t kNationalDigitsMin = 9;

enum class PhoneMatch : std::uint8_t {
  None = 0,
  National,  // one lacks the country code that the other has: "912 000 017", "+351 912 000 017"
  Exact,     // the same digits, leading zeros (a trunk or exit code) aside
};

[[nodiscard]] PhoneMatch comparePhones(std::string_view left, std::string_view right);

}  // namespace bailey::sql
