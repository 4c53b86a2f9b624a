// Hostile and large answers. What a well-meant answer becomes is in tests/contract/*.json.
#include "talkdesk/answer_writer.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstring>
#include <memory>
#include <string>

namespace bailey::talkdesk {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBytesMax = std::size_t{16} * 1024 * 1024;

constexpr std::string_view kContactPage =
    R"({"contacts":[{"id":"c-17","name":"In\u00e9s \ud83d\ude00","emails":["ines@faro.example"],)"
    R"("phones":null,"updated_at":"2024"},{"id":21,"title":1.5}],"next_offset":"k:2",)"
    R"("context":{"a":[1,-2.5,true,null]},"synchronization_checkpoint":"2024"})";

class AnswerWriterTest : public testing::Test {
protected:
  // Writes from a block without a byte behind it, so that a sanitizer sees one read too many.
  core::Result<Answer, Breach> write(std::string_view json, Operation operation) {
    const auto block = std::make_unique<char[]>(json.size());
    std::memcpy(block.get(), json.data(), json.size());
    return writer_.write(
        std::string_view(block.get(), json.size()), operation, profile_, facts_, kBytesMax);
  }

  Json page(const std::string& contacts) {
    const auto answer =
        write(R"({"contacts":[)" + contacts + R"(],"synchronization_checkpoint":"c"})",
              Operation::ContactSynchronization);
    EXPECT_TRUE(answer.ok()) << answer.error().rule;
    return Json::parse(answer.value().body).at("contacts");
  }

  Profile profile_;
  RequestFacts facts_;
  AnswerWriter writer_;
};

TEST_F(AnswerWriterTest, RefusesEveryPrefixOfAValidPage) {
  ASSERT_TRUE(write(kContactPage, Operation::ContactSynchronization).ok());
  for (std::size_t length = 0; length < kContactPage.size(); ++length) {
    EXPECT_FALSE(write(kContactPage.substr(0, length), Operation::ContactSynchronization).ok())
        << length;
  }
}

TEST_F(AnswerWriterTest, SurvivesEveryByteReplaced) {
  for (std::size_t at = 0; at < kContactPage.size(); ++at) {
    for (int byte = 0; byte < 256; byte += 5) {
      std::string json(kContactPage);
      json[at] = static_cast<char>(byte);
      const auto answer = write(json, Operation::ContactSynchronization);
      if (answer.ok()) {
        EXPECT_TRUE(Json::accept(answer.value().body)) << at << ' ' << byte;
      }
    }
  }
}

TEST_F(AnswerWriterTest, RefusesAnUnknownOperation) {
  const auto answer = write("{}", Operation::Unset);
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().rule, "the operation is unknown");
}

TEST_F(AnswerWriterTest, KeepsTwoHundredPhonesInOrderOnceEach) {
  Json phones = Json::array();
  Json expected = Json::array();
  for (int at = 0; at < 200; ++at) {
    const std::string phone = "+3512100" + std::to_string(at);
    expected.push_back(phone);
    phones.push_back(phone);
    phones.push_back(" " + phone + " ");
    phones.push_back("+35121000");
  }
  const Json contacts = page(R"({"id":1,"phones":)" + phones.dump() + "}");
  EXPECT_EQ(contacts.at(0).at("phones"), expected);
}

TEST_F(AnswerWriterTest, MixesIntegersAndTextsInOneList) {
  const Json contacts = page(R"({"id":1,"phones":[5,"5",18446744073709551615,-5,"x",5]})");
  EXPECT_EQ(contacts.at(0).at("phones").dump(), R"(["5","18446744073709551615","-5","x"])");
}

TEST_F(AnswerWriterTest, ListsOfOneContactDoNotReachTheNext) {
  const Json contacts = page(R"({"id":1,"emails":["a@b"],"phones":["1"],"websites":["w"]},)"
                             R"({"id":2},{"id":3,"emails":["a@b"]})");
  EXPECT_EQ(contacts.at(1).dump(), R"({"id":"2","name":"2"})");
  EXPECT_EQ(contacts.at(2).dump(), R"({"id":"3","name":"a@b","emails":["a@b"]})");
}

TEST_F(AnswerWriterTest, TakesAThousandContactsOfOneMoment) {
  std::string contacts;
  for (int at = 0; at < 1000; ++at) {
    contacts += (at == 0 ? "" : ",") + std::string(R"({"id":)") + std::to_string(at) +
                R"(,"updated_at":"2024-03-05 08:15:00 UTC"})";
  }
  const Json written = page(contacts);
  ASSERT_EQ(written.size(), 1000U);
  EXPECT_EQ(written.at(999).at("id"), "999");
}

// Feeds next_offset back as Talkdesk does, until it is gone.
TEST_F(AnswerWriterTest, PagesEndWithTheLastOffset) {
  std::string offset;
  int pages = 0;
  while (true) {
    facts_.offset = offset;
    const int number = offset.empty() ? 0 : std::stoi(offset);
    const std::string next = number < 4 ? std::to_string(number + 1) : "null";
    const auto answer =
        write(R"({"contacts":[{"id":)" + std::to_string(number) + R"(}],"next_offset":)" + next +
                  R"(,"synchronization_checkpoint":"c"})",
              Operation::ContactSynchronization);
    ASSERT_TRUE(answer.ok()) << answer.error().rule;
    ++pages;
    const Json body = Json::parse(answer.value().body);
    if (!body.contains("next_offset")) {
      break;
    }
    ASSERT_TRUE(body["next_offset"].is_string());
    offset = body["next_offset"];
  }
  EXPECT_EQ(pages, 5);
}

// The deepest context an answer may hold must be readable when Talkdesk sends it back.
TEST_F(AnswerWriterTest, TheDeepestContextComesBack) {
  std::size_t depth = 1;
  while (true) {
    const std::string context = std::string(depth, '[') + "1" + std::string(depth, ']');
    const auto answer = write(R"({"contacts":[],"next_offset":"n","context":)" + context +
                                  R"(,"synchronization_checkpoint":"c"})",
                              Operation::ContactSynchronization);
    if (!answer.ok()) {
      EXPECT_EQ(answer.error().rule, "the answer is nested too deep");
      break;
    }
    std::string request = R"({"meta":{"context":)" + context + "}}";
    const std::size_t size = request.size();
    request.append(kBodyPadding, ' ');
    RequestReader reader;
    const auto read = reader.read(std::string_view(request).substr(0, size),
                                  Operation::ContactSynchronization,
                                  profile_,
                                  nullptr,
                                  JsonLimits{});
    ASSERT_TRUE(read.ok()) << depth << ": " << read.error().message;
    ++depth;
  }
  EXPECT_EQ(depth, JsonLimits{}.depth - 1);
}

TEST_F(AnswerWriterTest, InteractionsAreCutAfterTheyAreSorted) {
  std::string list;
  for (int at = 0; at < 500; ++at) {
    list += (at == 0 ? "[" : ",") + std::string(R"({"id":)") + std::to_string(at) +
            R"(,"type":"t","date":)" + std::to_string(at * 100) + "}";
  }
  const auto answer = write(list + "]", Operation::InteractionRetrieval);
  ASSERT_TRUE(answer.ok());
  const Json written = Json::parse(answer.value().body);
  ASSERT_EQ(written.size(), 50U);
  EXPECT_EQ(written.at(0).at("id"), "499");
  EXPECT_EQ(written.at(49).at("id"), "450");
}

TEST_F(AnswerWriterTest, LargeAnswersDoNotSpoilSmallOnes) {
  std::string contacts = R"({"id":1,"name":")" + std::string(3'000'000, 'x') + "\"}";
  EXPECT_EQ(page(contacts).at(0).at("name").get<std::string>().size(), 3'000'000U);
  EXPECT_EQ(page(R"({"id":2})").dump(), R"([{"id":"2","name":"2"}])");
}

}  // namespace
}  // namespace bailey::talkdesk
