#include "simulator/response_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bailey::simulator {
namespace {

using State = ResponseReader::State;

constexpr std::size_t kBodyMax = 64;

TEST(ResponseReader, ReadsTheSameInWholeAndByteByByte) {
  const std::vector<std::string> texts = {
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type:  a/b \r\n\r\nhello",
      "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\nContent-Type: a/b\r\n\r\n"
      "2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nTrailer: t\r\n\r\n",
      "HTTP/1.1 100 Continue\r\n\r\n"
      "HTTP/1.1 200 OK\r\ncontent-type: a/b\r\ncontent-length: 5\r\n\r\nhello"};
  for (const std::string& text : texts) {
    for (const std::size_t portion : {text.size(), std::size_t{1}}) {
      ResponseReader reader(kBodyMax);
      for (std::size_t at = 0; at < text.size(); at += portion) {
        const auto state = reader.take(text.substr(at, portion));
        ASSERT_TRUE(state.ok()) << state.error().message;
        ASSERT_EQ(state.value() == State::Complete, at + portion == text.size()) << text;
      }
      const Response response = reader.response();
      EXPECT_EQ(response.status, 200);
      EXPECT_EQ(response.body, "hello");
      EXPECT_EQ(response.fields.at("content-type"), "a/b");
      EXPECT_TRUE(response.reusable);
    }
  }
}

TEST(ResponseReader, EndsAnAnswerWithoutLengthWhenTheConnectionEnds) {
  ResponseReader reader(kBodyMax);
  const auto state = reader.take("HTTP/1.0 404 Not Found\r\n\r\nabc");
  ASSERT_TRUE(state.ok());
  EXPECT_EQ(state.value(), State::NeedsMore);
  ASSERT_TRUE(reader.end().ok());
  const Response response = reader.response();
  EXPECT_EQ(response.body, "abc");
  EXPECT_FALSE(response.reusable);
}

TEST(ResponseReader, DoesNotReuseAConnectionThatTheServerCloses) {
  ResponseReader reader(kBodyMax);
  ASSERT_TRUE(reader.take("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").ok());
  EXPECT_FALSE(reader.response().reusable);
}

TEST(ResponseReader, RefusesFramingThatAnotherReaderCouldReadDifferently) {
  const std::vector<std::string> texts = {
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
      "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nab",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc",
      "HTTP/1.1 204 No Content\r\n\r\nabc",
      "HTTP/1.1 200 OK\r\nContent Length: 2\r\n\r\nab",
      "HTTP/2 200\r\n\r\n",
      "HTTP/1.1 2000 OK\r\n\r\n",
      "HTTP/1.1 999 OK\r\n\r\n"};
  for (const std::string& text : texts) {
    ResponseReader reader(kBodyMax);
    EXPECT_FALSE(reader.take(text).ok()) << text;
  }
}

TEST(ResponseReader, RefusesAnAnswerThatEndsTooEarly) {
  for (const char* text : {"",
                           "HTTP/1.1 200 OK\r\n",
                           "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"}) {
    ResponseReader reader(kBodyMax);
    ASSERT_TRUE(reader.take(text).ok());
    EXPECT_FALSE(reader.end().ok()) << text;
  }
}

TEST(ResponseReader, RefusesWhatExceedsItsLimits) {
  ResponseReader body(kBodyMax);
  EXPECT_FALSE(body.take("HTTP/1.1 200 OK\r\n\r\n" + std::string(kBodyMax + 1, 'x')).ok());
  ResponseReader head(kBodyMax);
  EXPECT_FALSE(head.take("HTTP/1.1 200 OK\r\nA: " + std::string(70'000, 'x')).ok());
}

}  // namespace
}  // namespace bailey::simulator
