#include "phone_match.h"

#include "value.h"

#include <algorithm>
#include <string>
#include <utility>

namespace bailey::sql {
namespace {

std::string significantDigits(std::string_view phone) {
  std::string digits = digitsOf(phone);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

}  // namespace

PhoneMatch comparePhones(std::string_view left, std::string_view right) {
  std::string longer = significantDigits(left);
  std::string shorter = significantDigits(right);
  if (longer.size() < shorter.size()) {
    std::swap(longer, shorter);
  }
  if (longer == shorter) {
    return shorter.empty() ? PhoneMatch::None : PhoneMatch::Exact;
  }
  const std::size_t extra = longer.size() - shorter.size();
  return shorter.size() >= kNationalDigitsMin && longer.compare(extra, shorter.size(), shorter) == 0
             ? PhoneMatch::National
             : PhoneMatch::None;
}

}  // namespace bailey::sql
