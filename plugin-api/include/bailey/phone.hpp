// Phone numbers as CRMs hold them: in every form people write them in.
#pragma once

#include "bailey/abi.h"
#include "bailey/plugin.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace bailey {

// `number` in the form of E.164, "+351210000017", by the rules of its country, or nothing: when it
// is no number that can be dialled from abroad, or when the host has no phone module. Keep the
// number as it is then. `default_region` is the country of numbers that do not name theirs, as ISO
// 3166 has it ("PT"); without one only numbers that begin with a plus have a form. An extension
// ("ext. 12") is no part of E.164 and is left out, so keep it apart if you need it. Any thread.
inline std::optional<std::string> e164(const Host& host,
                                       std::string_view number,
                                       std::string_view default_region = {}) {
  const auto* phone = host.extension<bailey_phone>(BAILEY_PHONE_EXTENSION);
  if (phone == nullptr) {
    return std::nullopt;
  }
  std::string text;
  const bailey_sink sink = detail::sinkInto(text);
  if (phone->normalize(
          phone->context, detail::borrow(number), detail::borrow(default_region), &sink) !=
      BAILEY_OK) {
    return std::nullopt;
  }
  return text;
}

// The digits of `text`, and nothing else of it. Those of an extension too.
inline std::string digitsOf(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) {
    return c >= '0' && c <= '9';
  });
  return digits;
}

// National numbers without their country code have nine digits or more nearly everywhere; shorter
// endings are shared by strangers.
constexpr std::size_t kNationalDigitsMin = 9;

enum class PhoneMatch : std::uint8_t {
  None = 0,
  National,  // one lacks the country code that the other has: "912 000 017", "+351 912 000 017"
  Exact,     // the same digits, leading zeros (a trunk or exit code) aside
};

// Whether two phone numbers, however written, are the same line. Needs no host and no region.
[[nodiscard]] inline PhoneMatch comparePhones(std::string_view left, std::string_view right) {
  const auto significant_digits = [](std::string_view phone) {
    std::string digits = digitsOf(phone);
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
  };
  std::string longer = significant_digits(left);
  std::string shorter = significant_digits(right);
  if (longer.size() < shorter.size()) {
    std::swap(longer, shorter);
  }
  if (longer == shorter) {
    return shorter.empty() ? PhoneMatch::None : PhoneMatch::Exact;
  }
  return shorter.size() >= kNationalDigitsMin && longer.ends_with(shorter) ? PhoneMatch::National
                                                                           : PhoneMatch::None;
}

}  // namespace bailey
