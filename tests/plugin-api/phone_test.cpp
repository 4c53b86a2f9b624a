#include "bailey/phone.hpp"

#include "bailey/email.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace bailey::plugin_api {
namespace {

TEST(DigitsOf, KeepsAsciiDigitsOnly) {
  EXPECT_EQ(digitsOf("+351 (21) 000-0017"), "351210000017");
  EXPECT_EQ(digitsOf("555 ext. 12"), "55512");
  EXPECT_EQ(digitsOf("no digits"), "");
  EXPECT_EQ(digitsOf(""), "");
  EXPECT_EQ(digitsOf("\xD9\xA1\xFF\x31"), "1") << "Arabic digits are none";
}

TEST(ComparePhones, TellsTheSameLineHoweverItIsWritten) {
  EXPECT_EQ(comparePhones("+351 912 000 017", "00351912000017"), PhoneMatch::Exact);
  EXPECT_EQ(comparePhones("0171 123 4567", "171-1234567"), PhoneMatch::Exact);
  EXPECT_EQ(comparePhones("912 000 017", "+351 912 000 017"), PhoneMatch::National);
  EXPECT_EQ(comparePhones("+351 912 000 017", "0912 000 017"), PhoneMatch::National);
  EXPECT_EQ(comparePhones("12000017", "+351 912 000 017"), PhoneMatch::None) << "too short to tell";
  EXPECT_EQ(comparePhones("+351 912 000 018", "+351 912 000 017"), PhoneMatch::None);
  EXPECT_EQ(comparePhones("112", "112"), PhoneMatch::Exact);
}

TEST(ComparePhones, FindsNothingInNothing) {
  EXPECT_EQ(comparePhones("", ""), PhoneMatch::None);
  EXPECT_EQ(comparePhones("000", "0"), PhoneMatch::None);
  EXPECT_EQ(comparePhones("unknown", "unknown"), PhoneMatch::None);
  EXPECT_EQ(comparePhones("unknown", "+351 912 000 017"), PhoneMatch::None);
}

TEST(ComparePhones, TakesAnyLength) {
  const std::string endless(1'000'000, '7');
  EXPECT_EQ(comparePhones(endless, endless), PhoneMatch::Exact);
  EXPECT_EQ(comparePhones(endless, "7"), PhoneMatch::None);
}

TEST(SameEmail, IsSoInAnyCaseAndWithBlanksAround) {
  EXPECT_TRUE(sameEmail("ines@faro.example", "ines@faro.example"));
  EXPECT_TRUE(sameEmail(" Ines@FARO.example\r\n", "ines@faro.example"));
  EXPECT_FALSE(sameEmail("ines@faro.example", "rui@faro.example"));
  EXPECT_FALSE(sameEmail("ines@faro.example", "ines@faro.example.org"));
  EXPECT_FALSE(sameEmail("in es@faro.example", "ines@faro.example"));
  EXPECT_FALSE(sameEmail("\xC3\x89@faro.example", "\xC3\xA9@faro.example")) << "ASCII alone";
}

TEST(SameEmail, NothingIsNobodysAddress) {
  for (const std::string_view none : {"", " ", "@", "ines", "ines@", "@faro.example"}) {
    EXPECT_FALSE(sameEmail(none, none)) << none;
  }
}

// A host with the extension a test gives it.
struct ExtendedHost {
  const void* extension = nullptr;

  bailey_host functions{sizeof(bailey_host),
                        0,
                        this,
                        nullptr,
                        nullptr,
                        nullptr,
                        nullptr,
                        [](void* self, bailey_str id) -> const void* {
                          return std::string_view(id.data, id.size) == BAILEY_PHONE_EXTENSION
                                     ? static_cast<ExtendedHost*>(self)->extension
                                     : nullptr;
                        }};
};

bailey_status normalizeByHand(void* context,
                              bailey_str number,
                              bailey_str region,
                              const bailey_sink* e164) {
  if (number.size == 0) {
    (void)e164->write(e164->context, "half", 4);
    return BAILEY_INVALID_REQUEST;
  }
  const std::string text = *static_cast<const std::string*>(context) +
                           std::string(region.data, region.size) +
                           std::string(number.data, number.size);
  return e164->write(e164->context, text.data(), text.size());
}

TEST(E164, AsksTheHost) {
  std::string plus = "+";
  const bailey_phone phone{sizeof(bailey_phone), 0, &plus, &normalizeByHand};
  ExtendedHost host{&phone};
  EXPECT_EQ(e164(Host(&host.functions), "1", "PT"), "+PT1");
  EXPECT_EQ(e164(Host(&host.functions), "1"), "+1");
  EXPECT_EQ(e164(Host(&host.functions), ""), std::nullopt) << "not what was written before failing";
}

TEST(E164, IsNothingWithoutThePhoneModule) {
  ExtendedHost host;
  EXPECT_EQ(e164(Host(&host.functions), "+351210000017"), std::nullopt);
}

TEST(E164, UsesNothingOfAnOlderHostsStruct) {
  const bailey_phone phone{sizeof(bailey_phone) - 1, 0, nullptr, nullptr};
  ExtendedHost host{&phone};
  EXPECT_EQ(e164(Host(&host.functions), "+351210000017"), std::nullopt);
}

}  // namespace
}  // namespace bailey::plugin_api
