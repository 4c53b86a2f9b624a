// bailey_phone.so: libphonenumber behind one C function. A module of its own because that library
// brings protobuf and ICU along, which a bridge without phone numbers should not have to carry.
#include "bailey/abi.h"

#include <cstddef>
#include <phonenumbers/phonenumberutil.h>
#include <string>

namespace bailey::phone_module {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t kNumberBytesMax = 250;  // where libphonenumber gives up as well
constexpr std::size_t kRegionBytes = 2;

// The library makes its only object at the first call. Asking through a static of ours lets
// ThreadSanitizer, which does not see into the library, know that it is made once.
const PhoneNumberUtil& library() {
  static const PhoneNumberUtil& kLibrary = *PhoneNumberUtil::GetInstance();
  return kLibrary;
}

std::string upperCase(bailey_str text) {
  std::string upper(text.data, text.size);
  for (char& letter : upper) {
    letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return upper;
}

// Empty when it is none. Possible is enough: which numbers are in use changes faster than any
// library. One that can only be dialled in its own town is not enough, because E.164 would make it
// somebody else's.
std::string normalized(bailey_str number, bailey_str default_region) {
  PhoneNumber parsed;
  std::string text;
  if (library().Parse(std::string(number.data, number.size), upperCase(default_region), &parsed) ==
          PhoneNumberUtil::NO_PARSING_ERROR &&
      library().IsPossibleNumberWithReason(parsed) == PhoneNumberUtil::IS_POSSIBLE) {
    library().Format(parsed, PhoneNumberUtil::E164, &text);
  }
  return text;
}

bailey_status normalize(void* /*context*/,
                        bailey_str number,
                        bailey_str default_region,
                        const bailey_sink* e164) noexcept {
  const bool is_region = default_region.size == 0 || default_region.size == kRegionBytes;
  if (number.size == 0 || number.size > kNumberBytesMax || !is_region || e164 == nullptr) {
    return BAILEY_INVALID_REQUEST;
  }
  try {
    const std::string text = normalized(number, default_region);
    return text.empty() ? bailey_status{BAILEY_INVALID_REQUEST}
                        : e164->write(e164->context, text.data(), text.size());
  } catch (...) {  // nothing is thrown through a C function; the library itself throws nothing
    return BAILEY_INTERNAL;
  }
}

}  // namespace
}  // namespace bailey::phone_module

// Exported under the name in phone_module.h.
extern "C" __attribute__((visibility("default"))) const bailey_phone bailey_phone_module_v1;
const bailey_phone bailey_phone_module_v1 = {
    sizeof(bailey_phone), 0, nullptr, &bailey::phone_module::normalize};
