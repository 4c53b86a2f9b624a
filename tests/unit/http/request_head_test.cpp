#include "http/request_head.h"

#include "connection_model.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

namespace bailey::http {
namespace {

using nlohmann::json;

struct FramingCase {
  std::string name;  // group/name
  std::string message;
  json expected;
};

// The table spells each byte as the character of that value, JSON spells characters in UTF-8.
std::string latin1(const std::string& utf8) {
  std::string bytes;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      bytes.push_back(utf8[i]);
    } else {
      const auto low = static_cast<unsigned char>(utf8.at(++i));
      bytes.push_back(static_cast<char>(((byte & 0x03U) << 6U) | (low & 0x3FU)));
    }
  }
  return bytes;
}

std::string messageOf(const json& entry) {
  std::string message = latin1(entry.at("raw"));
  if (entry.contains("pad")) {
    const std::string marker = "<pad>";
    const auto text = entry.at("pad").at(0).get<std::string>();
    std::string padding;
    for (int i = 0; i < entry.at("pad").at(1).get<int>(); ++i) {
      padding += text;
    }
    message.replace(message.find(marker), marker.size(), padding);
  }
  return message;
}

const std::vector<FramingCase>& framingCases() {
  static const std::vector<FramingCase> kCases = [] {
    std::ifstream file(BAILEY_TEST_SOURCE_DIR "/unit/http/framing_cases.json");
    std::vector<FramingCase> read;
    const json table = json::parse(file);
    for (const auto& [group, entries] : table.at("groups").items()) {
      for (const json& entry : entries) {
        read.push_back(
            {group + "/" + entry.at("name").get<std::string>(), messageOf(entry), entry});
      }
    }
    return read;
  }();
  return kCases;
}

std::string nameOf(Outcome::State state) {
  switch (state) {
    case Outcome::State::Incomplete:
      return "incomplete";
    case Outcome::State::Complete:
      return "complete";
    case Outcome::State::Refused:
      return "refused";
  }
  return "none";
}

void expectAsWritten(const FramingCase& entry, const Outcome& outcome) {
  const json& expected = entry.expected;
  ASSERT_EQ(nameOf(outcome.state), expected.at("expect")) << codeOf(outcome.error);
  if (outcome.state == Outcome::State::Refused) {
    EXPECT_EQ(statusOf(outcome.error), expected.at("status"));
    EXPECT_EQ(codeOf(outcome.error), expected.at("code"));
  }
  if (outcome.state == Outcome::State::Complete) {
    EXPECT_EQ(entry.message.substr(outcome.message_bytes), latin1(expected.value("rest", "")));
  }
  if (expected.contains("path")) {
    EXPECT_EQ(outcome.path, expected.at("path"));
  }
  if (expected.contains("body")) {
    EXPECT_EQ(outcome.body, expected.at("body"));
  }
  if (expected.contains("keep_alive")) {
    EXPECT_EQ(outcome.keep_alive, expected.at("keep_alive"));
  }
  if (expected.contains("expect_continue")) {
    EXPECT_EQ(outcome.expect_continue, expected.at("expect_continue"));
  }
}

TEST(FramingCases, EndAsTheTableSays) {
  ASSERT_GE(framingCases().size(), 150U);
  for (const FramingCase& entry : framingCases()) {
    SCOPED_TRACE(entry.name);
    expectAsWritten(entry, outcomeOf(entry.message));
  }
}

TEST(FramingCases, EndTheSameByteByByte) {
  for (const FramingCase& entry : framingCases()) {
    if (entry.message.size() > 50'000) {
      continue;  // the model copies its buffer at each step; BodyDecoderTest feeds these bytewise
    }
    SCOPED_TRACE(entry.name);
    EXPECT_TRUE(outcomeOf(entry.message, 1) == outcomeOf(entry.message));
  }
}

TEST(FramingCases, EndTheSameCutInTwoAnywhere) {
  for (const FramingCase& entry : framingCases()) {
    SCOPED_TRACE(entry.name);
    const Outcome whole = outcomeOf(entry.message);
    const std::size_t step = entry.message.size() <= 1000 ? 1 : 1 + entry.message.size() / 50;
    for (std::size_t cut = 0; cut <= entry.message.size(); cut += step) {
      ConnectionModel model{Limits()};
      model.receive(std::string_view(entry.message).substr(0, cut));
      model.receive(std::string_view(entry.message).substr(cut));
      ASSERT_TRUE(model.outcome() == whole) << "cut at byte " << cut;
    }
  }
}

// A refusal must not come out of what follows the message: a server answers with what it has.
TEST(FramingCases, OfRefusedMessagesStayRefusedWhateverFollows) {
  for (const FramingCase& entry : framingCases()) {
    if (entry.expected.at("expect") != "refused") {
      continue;
    }
    SCOPED_TRACE(entry.name);
    const Outcome alone = outcomeOf(entry.message);
    const Outcome followed = outcomeOf(entry.message + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(followed.state, Outcome::State::Refused);
    EXPECT_EQ(followed.error, alone.error);
  }
}

TEST(FramingError, HasAStatusAndItsOwnWordForEachReason) {
  std::vector<std::string_view> seen;
  for (int i = 1; i < kFramingErrorCount; ++i) {
    const auto error = static_cast<FramingError>(i);
    EXPECT_GE(statusOf(error), 400);
    EXPECT_LE(statusOf(error), 505);
    EXPECT_EQ(std::count(seen.begin(), seen.end(), codeOf(error)), 0) << codeOf(error);
    seen.push_back(codeOf(error));
  }
}

TEST(FramingError, IsEachCausedBySomeCaseOfTheTable) {
  for (int i = 1; i < kFramingErrorCount; ++i) {
    const std::string_view code = codeOf(static_cast<FramingError>(i));
    if (statusOf(static_cast<FramingError>(i)) == 502) {
      continue;  // of answers: answer_head_test.cpp causes them
    }
    const bool found =
        std::any_of(framingCases().begin(), framingCases().end(), [code](const FramingCase& entry) {
          return entry.expected.value("code", "") == code;
        });
    EXPECT_TRUE(found) << code;
  }
}

constexpr std::string_view kTypical =
    "POST /zendesk/contact_sync/?v=1 HTTP/1.1\r\nHost: bridge.example\r\nUser-Agent: Faraday\r\n"
    "Content-Type: application/json\r\nX-Mixed:\t a b \r\nx-mixed: second\r\nContent-Length: 2\r\n"
    "\r\n{}";

TEST(HeadParser, ReadsATypicalHead) {
  RequestHead head;
  const HeadResult result = parseHead(kTypical, 0, {}, head);
  ASSERT_EQ(result.state, HeadResult::State::Complete);
  EXPECT_EQ(kTypical.substr(result.head_bytes), "{}");
  EXPECT_EQ(head.method, "POST");
  EXPECT_EQ(head.target, "/zendesk/contact_sync/?v=1");
  EXPECT_EQ(head.path, "/zendesk/contact_sync/");
  EXPECT_EQ(head.minor_version, 1);
  EXPECT_EQ(head.field_count, 6U);
  EXPECT_EQ(head.content_length, 2U);
  EXPECT_FALSE(head.chunked);
  EXPECT_TRUE(head.keep_alive);
  EXPECT_FALSE(head.expect_continue);
  EXPECT_FALSE(head.has_content_coding);
}

TEST(HeadParser, FindsFieldsWhateverTheirLetterCase) {
  RequestHead head;
  ASSERT_EQ(parseHead(kTypical, 0, {}, head).state, HeadResult::State::Complete);
  EXPECT_EQ(head.find("content-type"), "application/json");
  EXPECT_EQ(head.find("x-mixed"), "a b");
  EXPECT_EQ(head.find("x-mixe"), std::nullopt);
}

TEST(HeadParser, StartsAfreshWhenAHeadIsUsedAgain) {
  RequestHead head;
  ASSERT_EQ(parseHead("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: "
                      "close\r\nExpect: 100-continue\r\nContent-Encoding: gzip\r\n\r\n",
                      0,
                      {},
                      head)
                .state,
            HeadResult::State::Complete);
  EXPECT_TRUE(head.chunked && head.expect_continue && head.has_content_coding);
  ASSERT_EQ(parseHead("GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0, {}, head).state,
            HeadResult::State::Complete);
  EXPECT_FALSE(head.chunked || head.expect_continue || head.has_content_coding);
  EXPECT_TRUE(head.keep_alive);
  EXPECT_EQ(head.field_count, 1U);
  ASSERT_EQ(parseHead(kTypical, 0, {}, head).state, HeadResult::State::Complete);
  ASSERT_EQ(parseHead(kTypical, 0, {}, head).state, HeadResult::State::Complete);
  EXPECT_EQ(head.content_length, 2U);
}

TEST(HeadParser, LeavesContentLengthAbsentWhereNoneWasSent) {
  const Outcome outcome = outcomeOf("POST / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(outcome.state, Outcome::State::Complete);
  EXPECT_EQ(outcome.content_length, std::nullopt);
}

TEST(HeadParser, TellsCodedContentFromPlain) {
  const auto coded = [](const std::string& fields) {
    const Outcome outcome = outcomeOf("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
    EXPECT_EQ(outcome.state, Outcome::State::Complete);
    return outcome.has_content_coding;
  };
  EXPECT_TRUE(coded("Content-Encoding: gzip\r\n"));
  EXPECT_TRUE(coded("Content-Encoding: identity, br\r\n"));
  EXPECT_TRUE(coded("Content-Encoding: gzip\r\nContent-Encoding: identity\r\n"));
  EXPECT_FALSE(coded("Content-Encoding: Identity\r\n"));
  EXPECT_FALSE(coded("Content-Encoding:\r\n"));
  EXPECT_FALSE(coded("Accept-Encoding: gzip\r\n"));
}

TEST(HeadParser, RefusesEveryControlByteAnywhereInAHead) {
  const std::string good = "GET /a HTTP/1.1\r\nHost: a\r\nX-A: b\r\n\r\n";
  for (int byte = 0; byte < 0x80; ++byte) {
    if ((byte >= 0x20 && byte != 0x7F) || byte == '\t') {
      continue;
    }
    for (std::size_t at = 0; at + 4 < good.size(); ++at) {
      std::string bad = good;
      bad.insert(at, 1, static_cast<char>(byte));
      if (byte == '\r' && good[at] == '\n') {
        continue;  // CR CR LF has a case of its own, and so has an LF too many
      }
      EXPECT_EQ(outcomeOf(bad).state, Outcome::State::Refused) << "byte " << byte << " at " << at;
    }
  }
}

TEST(HeadParser, ReportsHowFarItLookedSoThatNothingIsLookedAtTwice) {
  const std::string_view text = kTypical.substr(0, 60);
  RequestHead head;
  EXPECT_EQ(parseHead(text, 0, {}, head).scanned, text.size());
  // With a CR last, its LF decides: the search goes on from the CR.
  EXPECT_EQ(parseHead("GET / HTTP/1.1\r", 0, {}, head).scanned, 14U);
  EXPECT_EQ(parseHead("\r\n", 0, {}, head).scanned, 2U);
}

TEST(HeadParser, AnswersAPeerThatDoesNotSpeakHttpAtItsFirstLine) {
  RequestHead head;
  EXPECT_EQ(parseHead("HELO\r\n", 0, {}, head).error, FramingError::BadMethod);
  EXPECT_EQ(parseHead("\x16\x03\x01", 0, {}, head).error, FramingError::ControlByte);
}

TEST(HeadParser, HonoursSmallerLimits) {
  const std::string message = "GET /abcdefgh HTTP/1.1\r\nHost: a\r\nX-A: b\r\n\r\n";
  Limits limits;
  limits.header_fields_max = 1;
  EXPECT_EQ(outcomeOf(message, 0, limits).error, FramingError::TooManyFields);
  limits = {};
  limits.target_bytes_max = 8;
  EXPECT_EQ(outcomeOf(message, 0, limits).error, FramingError::TargetTooLong);
  limits = {};
  limits.header_bytes_max = message.size() - 1;
  EXPECT_EQ(outcomeOf(message, 0, limits).error, FramingError::HeadTooLarge);
  limits.header_bytes_max = message.size();
  EXPECT_EQ(outcomeOf(message, 0, limits).state, Outcome::State::Complete);
}

TEST(HeadParser, NeverHoldsMoreFieldsThanItHasRoomFor) {
  std::string message = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 64; ++i) {
    message += "A:\r\n";
  }
  Limits limits;
  limits.header_fields_max = 1000;
  EXPECT_EQ(outcomeOf(message + "\r\n", 0, limits).error, FramingError::TooManyFields);
}

}  // namespace
}  // namespace bailey::http
