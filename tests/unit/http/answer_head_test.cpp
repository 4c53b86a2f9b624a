#include "http/answer_head.h"

#include "http/body_decoder.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::http {
namespace {

using State = HeadResult::State;

struct Read {
  HeadResult result;
  AnswerHead head;
};

Read readWhole(std::string_view text, const Limits& limits = {}) {
  Read read;
  read.result = parseAnswerHead(text, 0, limits, read.head);
  return read;
}

std::string withFields(std::string_view fields) {
  return "HTTP/1.1 200 OK\r\n" + std::string(fields) + "\r\n";
}

constexpr std::string_view kTypical =
    "HTTP/1.1 200 OK\r\nDate: Tue, 15 Nov 1994 08:12:31 GMT\r\nContent-Type: application/json\r\n"
    "X-Rate-Limit: 700\r\nX-RATE-LIMIT:\t 699 \r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n"
    "\r\n{}";

TEST(AnswerHead, ReadsATypicalOne) {
  const Read read = readWhole(kTypical);
  ASSERT_EQ(read.result.state, State::Complete);
  EXPECT_EQ(kTypical.substr(read.result.head_bytes), "{}");
  EXPECT_EQ(read.head.status, 200);
  EXPECT_EQ(read.head.minor_version, 1);
  EXPECT_EQ(read.head.field_count, 6U);
  EXPECT_EQ(read.head.find("x-rate-limit"), "700");
  EXPECT_EQ(read.head.fields[3].value, "699");
  EXPECT_EQ(read.head.find("retry-after"), std::nullopt);
  EXPECT_EQ(read.head.content_length, 2U);
  EXPECT_FALSE(read.head.chunked);
  EXPECT_TRUE(read.head.keep_alive);
  EXPECT_EQ(read.head.content_coding, "gzip");
  EXPECT_EQ(bodyFraming(read.head, false), BodyFraming::Length);
}

TEST(AnswerHead, TakesEveryStatusThereIsAndNoOther) {
  for (int status = 0; status <= 999; ++status) {
    const std::string digits = std::to_string(1000 + status).substr(1);
    const Read read = readWhole("HTTP/1.1 " + digits + " x\r\n\r\n");
    if (status >= 100 && status <= 599) {
      ASSERT_EQ(read.result.state, State::Complete) << status;
      EXPECT_EQ(read.head.status, status);
    } else {
      EXPECT_EQ(read.result.error, FramingError::BadStatusLine) << status;
    }
  }
}

TEST(AnswerHead, LetsAReasonBeAbsentOrAnything) {
  for (const std::string_view line :
       {"HTTP/1.1 200", "HTTP/1.1 200 ", "HTTP/1.1 200  ", "HTTP/1.1 200 a\tb \xC3\xA9"}) {
    const Read read = readWhole(std::string(line) + "\r\n\r\n");
    EXPECT_EQ(read.result.state, State::Complete) << line;
    EXPECT_EQ(read.head.status, 200) << line;
  }
}

struct Refusal {
  std::string text;
  FramingError error;
};

const std::vector<Refusal>& refusals() {
  using enum FramingError;
  static const std::vector<Refusal> kCases{
      {"HTTP/2.0 200 OK\r\n", UnsupportedVersion},
      {"HTTP/1.2 200 OK\r\n", UnsupportedVersion},
      {"HTTP/0.9 200 OK\r\n", UnsupportedVersion},
      {"HTTP/1 200 OK\r\n", BadVersion},
      {"HTTP/1.10 200 OK\r\n", BadStatusLine},
      {"http/1.1 200 OK\r\n", BadVersion},
      {" HTTP/1.1 200 OK\r\n", BadVersion},
      {"ICY 200 OK\r\n", BadVersion},
      {"SSH-2.0-OpenSSH_9.2\r\n", BadVersion},
      {"<html>\r\n", BadVersion},
      {"GET / HTTP/1.1\r\n", BadVersion},
      {"HTTP/1.1\r\n", BadStatusLine},
      {"HTTP/1.1 \r\n", BadStatusLine},
      {"HTTP/1.1 20\r\n", BadStatusLine},
      {"HTTP/1.1 2000\r\n", BadStatusLine},
      {"HTTP/1.1 200OK\r\n", BadStatusLine},
      {"HTTP/1.1 200\tOK\r\n", BadStatusLine},
      {"HTTP/1.1\t200 OK\r\n", BadStatusLine},
      {"HTTP/1.1  200 OK\r\n", BadStatusLine},
      {"HTTP/1.1 +20 OK\r\n", BadStatusLine},
      {"HTTP/1.1 2x0 OK\r\n", BadStatusLine},
      {"HTTP/1.1 -12 OK\r\n", BadStatusLine},
      {"\r\nHTTP/1.1 200 OK\r\n\r\n", EmptyLines},
      {"HTTP/1.1 200 OK\n", BareLineFeed},
      {"HTTP/1.1 200 OK\rX: y", BareCarriageReturn},
      {"HTTP/1.1 200 O\vK\r\n", ControlByte},
      {std::string("HTTP/1.1 200 O\0K\r\n", 18), ControlByte},
      {withFields("A: b\nC: d\r\n"), BareLineFeed},
      {withFields("A: b\rC: d\r\n"), BareCarriageReturn},
      {withFields(std::string("A: \0\r\n", 6)), ControlByte},
      {withFields("A: b\r\n c\r\n"), FoldedField},
      {withFields("\tA: b\r\n"), FoldedField},
      {withFields("A : b\r\n"), BlankBeforeColon},
      {withFields("A\t: b\r\n"), BlankBeforeColon},
      {withFields(": b\r\n"), BadFieldName},
      {withFields("A(b): c\r\n"), BadFieldName},
      {withFields("A\r\n"), FieldWithoutColon},
      {withFields("Content-Length:\r\n"), BadContentLength},
      {withFields("Content-Length: -1\r\n"), BadContentLength},
      {withFields("Content-Length: +1\r\n"), BadContentLength},
      {withFields("Content-Length: 0x1\r\n"), BadContentLength},
      {withFields("Content-Length: 1, 1\r\n"), BadContentLength},
      {withFields("Content-Length: 18446744073709551616\r\n"), ContentLengthOverflow},
      {withFields("Content-Length: 1\r\ncontent-length: 2\r\n"), DuplicateContentLength},
      {withFields("Content-Length: 1\r\nContent-Length: x\r\n"), BadContentLength},
      {withFields("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
       LengthAndTransferEncoding},
      {withFields("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n"),
       LengthAndTransferEncoding},
      {withFields("Transfer-Encoding: gzip, chunked\r\n"), UnknownTransferCoding},
      {withFields("Transfer-Encoding: identity\r\n"), UnknownTransferCoding},
      {withFields("Transfer-Encoding: chunked, chunked\r\n"), BadTransferEncoding},
      {withFields("Transfer-Encoding: \"chunked\"\r\n"), BadTransferEncoding},
      {withFields("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
       DuplicateTransferEncoding},
      {"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", TransferEncodingInHttp10},
      {withFields("Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n"),
       DuplicateContentEncoding},
  };
  return kCases;
}

TEST(AnswerHead, RefusesWhatTwoReadersCouldReadDifferently) {
  for (const Refusal& entry : refusals()) {
    const Read read = readWhole(entry.text);
    EXPECT_EQ(read.result.state, State::Refused) << entry.text;
    EXPECT_EQ(codeOf(read.result.error), codeOf(entry.error)) << entry.text;
  }
}

TEST(AnswerHead, RefusesEveryControlByteAnywhere) {
  const std::string good = "HTTP/1.1 200 OK\r\nX-A: b\r\n\r\n";
  for (int byte = 0; byte < 0x80; ++byte) {
    if ((byte >= 0x20 && byte != 0x7F) || byte == '\t') {
      continue;
    }
    for (std::size_t at = 0; at + 4 < good.size(); ++at) {
      std::string bad = good;
      bad.insert(at, 1, static_cast<char>(byte));
      EXPECT_EQ(readWhole(bad).result.state, State::Refused) << "byte " << byte << " at " << at;
    }
  }
}

// As a connection does it: the buffer grows, and moves with each piece.
Read readInPieces(std::string_view text, std::size_t first, std::size_t step, std::string& buffer) {
  Read read;
  std::size_t scanned = 0;
  for (std::size_t end = first; read.result.state == State::Incomplete; end += step) {
    buffer = std::string(text.substr(0, end));
    buffer.shrink_to_fit();
    read.result = parseAnswerHead(buffer, scanned, {}, read.head);
    scanned = read.result.scanned;
    if (end >= text.size()) {
      break;
    }
  }
  return read;
}

TEST(AnswerHead, ComesToTheSameHoweverItIsCut) {
  std::vector<std::string> texts{std::string(kTypical), "HTTP/1.1 204\r\n\r\n"};
  for (const Refusal& entry : refusals()) {
    texts.push_back(entry.text);
  }
  for (const std::string& text : texts) {
    const Read whole = readWhole(text);
    for (std::size_t first = 0; first <= text.size(); ++first) {
      for (const std::size_t step : {std::size_t{1}, text.size()}) {
        std::string buffer;
        const Read read = readInPieces(text, first, step, buffer);
        ASSERT_EQ(read.result.state, whole.result.state) << text << " from " << first;
        ASSERT_EQ(read.result.error, whole.result.error) << text << " from " << first;
        ASSERT_EQ(read.result.head_bytes, whole.result.head_bytes) << text;
        if (whole.result.state == State::Complete) {
          ASSERT_EQ(read.head.status, whole.head.status);
          ASSERT_EQ(read.head.field_count, whole.head.field_count);
          ASSERT_EQ(read.head.find("content-type"), whole.head.find("content-type"));
          ASSERT_EQ(read.head.content_coding, whole.head.content_coding);
        }
      }
    }
  }
}

TEST(AnswerHead, IsIncompleteWithoutItsEmptyLine) {
  for (std::size_t size = 0; size + 2 < kTypical.size(); ++size) {
    EXPECT_EQ(readWhole(kTypical.substr(0, size)).result.state, State::Incomplete) << size;
  }
}

TEST(AnswerHead, StartsAfreshWhenItIsUsedAgain) {
  AnswerHead head;
  const std::string first =
      withFields("Transfer-Encoding: chunked\r\nConnection: close\r\nContent-Encoding: br\r\n");
  ASSERT_EQ(parseAnswerHead(first, 0, {}, head).state, State::Complete);
  EXPECT_TRUE(head.chunked && !head.keep_alive && head.content_coding == "br");
  const std::string second = withFields("Content-Length: 0\r\n");
  ASSERT_EQ(parseAnswerHead(second, 0, {}, head).state, State::Complete);
  EXPECT_FALSE(head.chunked);
  EXPECT_TRUE(head.keep_alive);
  EXPECT_TRUE(head.content_coding.empty());
  EXPECT_EQ(head.field_count, 1U);
}

TEST(AnswerHead, TakesTwoEqualLengthsForOne) {
  const Read read = readWhole(withFields("Content-Length: 7\r\nContent-Length: 7\r\n"));
  ASSERT_EQ(read.result.state, State::Complete);
  EXPECT_EQ(read.head.content_length, 7U);
}

TEST(AnswerHead, TellsCodedContentFromPlain) {
  const auto coding = [](std::string_view fields) {
    const std::string text = withFields(fields);
    const Read read = readWhole(text);
    EXPECT_EQ(read.result.state, State::Complete) << fields;
    return std::string(read.head.content_coding);
  };
  EXPECT_EQ(coding("Content-Encoding: GZip\r\n"), "GZip");
  EXPECT_EQ(coding("Content-Encoding: gzip, br\r\n"), "gzip, br");
  EXPECT_EQ(coding("Content-Encoding: identity\r\nContent-Encoding: deflate\r\n"), "deflate");
  EXPECT_EQ(coding("Content-Encoding: Identity\r\n"), "");
  EXPECT_EQ(coding("Content-Encoding:\r\n"), "");
  EXPECT_EQ(coding("Accept-Encoding: gzip\r\n"), "");
}

TEST(AnswerHead, SaysWhetherTheConnectionLivesOn) {
  const auto keeps = [](const std::string& text) {
    const Read read = readWhole(text);
    EXPECT_EQ(read.result.state, State::Complete) << text;
    return read.head.keep_alive;
  };
  EXPECT_TRUE(keeps(withFields("Content-Length: 0\r\n")));
  EXPECT_FALSE(keeps(withFields("Connection: Close\r\n")));
  EXPECT_FALSE(keeps(withFields("Connection: x, close\r\n")));
  EXPECT_FALSE(keeps(withFields("Connection: keep-alive\r\nConnection: close\r\n")));
  EXPECT_FALSE(keeps("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_TRUE(keeps("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\n"));
  EXPECT_TRUE(keeps("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_TRUE(keeps("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n"))
      << "whoever sends a length with it may send the bytes as well";
  EXPECT_FALSE(keeps("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n"));
}

TEST(AnswerHead, KnowsHowTheBodyEnds) {
  const auto framing = [](std::string_view status, std::string_view fields, bool head_request) {
    const std::string text =
        "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(fields) + "\r\n";
    const Read read = readWhole(text);
    EXPECT_EQ(read.result.state, State::Complete) << text;
    return bodyFraming(read.head, head_request);
  };
  constexpr std::string_view kLength = "Content-Length: 5\r\n";
  constexpr std::string_view kChunked = "Transfer-Encoding: chunked\r\n";
  EXPECT_EQ(framing("200", kLength, false), BodyFraming::Length);
  EXPECT_EQ(framing("500", kChunked, false), BodyFraming::Chunked);
  EXPECT_EQ(framing("200", "", false), BodyFraming::UntilClose);
  EXPECT_EQ(framing("205", "", false), BodyFraming::UntilClose);
  for (const std::string_view fields : {std::string_view(), kLength, kChunked}) {
    EXPECT_EQ(framing("200", fields, true), BodyFraming::None);
    for (const std::string_view status : {"100", "103", "199", "204", "304"}) {
      EXPECT_EQ(framing(status, fields, false), BodyFraming::None) << status << fields;
    }
  }
}

TEST(AnswerHead, LeavesTheBodyToTheDecoder) {
  const std::string text =
      withFields("Transfer-Encoding: Chunked\r\n") + "2\r\n{}\r\n0\r\n\r\nnext";
  const Read read = readWhole(text);
  ASSERT_EQ(read.result.state, State::Complete);
  ASSERT_EQ(bodyFraming(read.head, false), BodyFraming::Chunked);
  BodyDecoder decoder;
  decoder.resetChunked(10);
  std::string body;
  const std::string_view rest = std::string_view(text).substr(read.result.head_bytes);
  const BodyResult end = decoder.feed(rest, body);
  EXPECT_EQ(end.state, BodyResult::State::Complete);
  EXPECT_EQ(body, "{}");
  EXPECT_EQ(rest.substr(end.consumed), "next");
}

TEST(AnswerHead, HonoursItsLimits) {
  const std::string text = withFields("A: b\r\nC: d\r\n");
  Limits limits;
  limits.header_fields_max = 1;
  EXPECT_EQ(readWhole(text, limits).result.error, FramingError::TooManyFields);
  limits = {};
  limits.header_bytes_max = text.size() - 1;
  EXPECT_EQ(readWhole(text, limits).result.error, FramingError::HeadTooLarge);
  limits.header_bytes_max = text.size();
  EXPECT_EQ(readWhole(text, limits).result.state, State::Complete);
  limits.header_bytes_max = 10;
  EXPECT_EQ(readWhole(text, limits).result.error, FramingError::HeadTooLarge)
      << "a status line without end, too";
}

TEST(AnswerHead, HasRoomForSoManyFieldsAndNoMore) {
  Limits limits;
  limits.header_fields_max = 1000;
  std::string fields;
  for (std::size_t i = 0; i < AnswerHead::kFieldCapacity; ++i) {
    fields += "A:\r\n";
  }
  EXPECT_EQ(readWhole(withFields(fields), limits).head.field_count, AnswerHead::kFieldCapacity);
  EXPECT_EQ(readWhole(withFields(fields + "A:\r\n"), limits).result.error,
            FramingError::TooManyFields);
}

}  // namespace
}  // namespace bailey::http
