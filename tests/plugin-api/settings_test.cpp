#include "bailey/settings.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace bailey::plugin_api {
namespace {

using nlohmann::json;

const std::vector<std::string_view> kKnown = {
    "/token", "/page_size", "/contacts/*/id", "/contacts/*/name", "/headers", "/fields/*/column"};

// "pointer: message" of each complaint.
std::vector<std::string> complaints(const json& settings) {
  std::vector<std::string> lines;
  for (const auto& [pointer, message] : unknownSettings(settings, kKnown)) {
    lines.push_back(pointer + ": " + message);
  }
  return lines;
}

TEST(UnknownSettings, AreNoneOfTheKnown) {
  EXPECT_TRUE(complaints({{"token", "x"},
                          {"contacts", json::array({{{"id", 1}, {"name", "Ines"}}})},
                          {"fields", {{"vip", {{"column", "is_vip"}}}}}})
                  .empty());
  EXPECT_TRUE(complaints(json::object()).empty()) << "what is missing is none of its business";
}

TEST(UnknownSettings, ComeAllAtOnceWithTheirPlacesAndWhatIsAllowedThere) {
  const json settings = {{"token", "x"},
                         {"pagesize", 10},
                         {"contacts", json::array({{{"id", 1}}, {{"id", 2}, {"e/mail", "x"}}})},
                         {"fields", {{"vip", {{"colum", "is_vip"}}}}}};
  EXPECT_EQ(complaints(settings),
            (std::vector<std::string>{
                "/contacts/1/e~1mail: is not a setting; allowed are id, name",
                "/fields/vip/colum: is not a setting; allowed are column",
                "/pagesize: is not a setting; allowed are contacts, fields, headers, page_size, "
                "token"}));
}

TEST(UnknownSettings, AreNotLookedForInsideAKnownOne) {
  EXPECT_TRUE(complaints({{"headers", {{"X-Any", "thing"}, {"nested", {{"a", 1}}}}}}).empty());
}

TEST(UnknownSettings, AreNoMatterOfKind) {
  EXPECT_TRUE(complaints({{"token", 17}, {"contacts", "none"}, {"page_size", nullptr}}).empty());
  EXPECT_TRUE(complaints(json::array({1, 2})).empty());
  EXPECT_TRUE(complaints("a text").empty());
}

TEST(AllowOnly, ThrowsTheComplaints) {
  EXPECT_NO_THROW(allowOnly({{"token", "x"}}, {"/token"}));
  try {
    allowOnly({{"token", "x"}, {"a", 1}, {"b", 2}}, {"/token"});
    FAIL() << "nothing was thrown";
  } catch (const InvalidSettings& invalid) {
    EXPECT_EQ(invalid.complaints().size(), 2U);
  }
}

}  // namespace
}  // namespace bailey::plugin_api
