// Hostile and odd input. What each type takes is in tests/contract/actions.json.
#include "talkdesk/action_inputs.h"

#include "talkdesk/input_value.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace bailey::talkdesk {
namespace {

namespace dom = simdjson::dom;

ActionInput input(InputType type, std::string format = {}) {
  ActionInput made;
  made.key = "key";
  made.name = "Name";
  made.type = type;
  made.format = std::move(format);
  return made;
}

bool takes(const ActionInput& wanted, std::string_view json) {
  dom::parser parser;
  return takesValue(wanted, parser.parse(json.data(), json.size()).value());
}

std::string inQuotes(std::string_view text) {
  return nlohmann::json(text).dump();
}

TEST(InputValue, PhonesAreBounded) {
  const ActionInput phone = input(InputType::Tel);
  EXPECT_TRUE(takes(phone, inQuotes(std::string(kPhoneCharactersMax, '1'))));
  EXPECT_FALSE(takes(phone, inQuotes(std::string(kPhoneCharactersMax + 1, '1'))));
  EXPECT_FALSE(takes(phone, inQuotes(std::string(1'000'000, ' ') + "x")));
}

TEST(InputValue, PhonesTakeOneExtension) {
  const ActionInput phone = input(InputType::Tel);
  for (const char* text : {"+1 212 555 0100 ext. 12", "2125550100x12", "5550100 Extension 1"}) {
    EXPECT_TRUE(takes(phone, inQuotes(text))) << text;
  }
  for (const char* text : {"x12", "ext 12", "555 ext", "555 x 1 x 2", "555 y 1"}) {
    EXPECT_FALSE(takes(phone, inQuotes(text))) << text;
  }
}

TEST(InputValue, WebAddressesAreBounded) {
  const ActionInput page = input(InputType::Url);
  const std::string start = "https://example.com/";
  EXPECT_TRUE(takes(page, inQuotes(start + std::string(kUrlBytesMax - start.size(), 'a'))));
  EXPECT_FALSE(takes(page, inQuotes(start + std::string(kUrlBytesMax - start.size() + 1, 'a'))));
  EXPECT_FALSE(takes(page, R"("https://example.com/\u0000")"));
}

TEST(InputValue, ASelectWithAProviderTakesEverything) {
  const ActionInput open = input(InputType::Select, "sales,{{account.queues}}");
  EXPECT_TRUE(takes(open, R"("sales")"));
  EXPECT_TRUE(takes(open, R"("whatever the account has")"));
  EXPECT_EQ(spellingInSelect(open, " Own "), "Own");
  EXPECT_FALSE(takes(open, R"(["sales"])"));
}

TEST(InputValue, ASelectTakesScalarsThatAreSpelledLikeItsValues) {
  const ActionInput select = input(InputType::Select, "1,TRUE, two words ");
  EXPECT_TRUE(takes(select, "1"));
  EXPECT_TRUE(takes(select, "true"));
  EXPECT_FALSE(takes(select, "false"));
  EXPECT_FALSE(takes(select, "1.5"));
  EXPECT_EQ(spellingInSelect(select, "true"), "TRUE");
  EXPECT_EQ(spellingInSelect(select, "Two Words"), "two words");
  EXPECT_EQ(spellingInSelect(select, ""), std::nullopt);
}

TEST(ActionInputs, AChangedBodyIsReadTheSame) {
  const std::string body =
      R"({"data":{"key":"{{a.b}}","nested":{"key":"{{a.b}}","data":[{"key":1}]}},)"
      R"("auth":{"data":"x","key":"\\\"{{a.b}}"}})";
  EXPECT_EQ(withChanges(body, {{"key", std::nullopt}}),
            R"({"data":{"nested":{"key":"{{a.b}}","data":[{"key":1}]}},)"
            R"("auth":{"data":"x","key":"\\\"{{a.b}}"}})");
  EXPECT_EQ(withChanges(body, {{"key", "\"\n\\"}}),
            R"({"data":{"key":"\"\n\\","nested":{"key":"{{a.b}}","data":[{"key":1}]}},)"
            R"("auth":{"data":"x","key":"\\\"{{a.b}}"}})");
}

TEST(ActionInputs, ManyMembersAreReadOnce) {
  Action action;
  for (int at = 0; at < 50; ++at) {
    ActionInput& added = action.inputs.emplace_back();
    added.key = "input" + std::to_string(at);
    added.name = added.key;
  }
  std::string body = R"({"data":{"input49":"{{a.b}}")";
  for (int at = 0; at < 9'000; ++at) {
    body += ",\"n" + std::to_string(at) + "\":\"{{a.b}}\"";
  }
  body += "}}";
  dom::parser parser;
  const dom::element root = parser.parse(body).value();
  std::vector<InputChange> changes;
  ASSERT_FALSE(readInputs(root.at_key("data").get_object().value(), action, changes));
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes.front().key, "input49");
  const auto changed = nlohmann::json::parse(withChanges(body, changes));
  EXPECT_EQ(changed.at("data").size(), 9'000U);
  EXPECT_FALSE(changed.at("data").contains("input49"));
}

}  // namespace
}  // namespace bailey::talkdesk
