#include "upstream/answer_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bailey::upstream {
namespace {

constexpr std::size_t kMax = 1'000;

struct Read {
  AnswerReader::State state = AnswerReader::State::More;
  Trouble trouble = Trouble::None;
  int status = 0;
  std::string body;
  bool may_reuse = false;

  bool operator==(const Read&) const = default;
};

// `pieces` one after the other, then the end if `ends`.
Read readPieces(const std::vector<std::string_view>& pieces, bool ends, bool head_request = false) {
  AnswerReader reader(head_request, kMax);
  Read read;
  for (const std::string_view piece : pieces) {
    read.state = reader.feed(piece);
  }
  if (ends) {
    read.state = reader.end(/*properly=*/true);
  }
  read.trouble = reader.trouble();
  if (read.state == AnswerReader::State::Whole) {
    read.may_reuse = reader.mayReuse();
    const AnswerPtr answer = reader.take();
    read.status = answer->status;
    read.body = answer->body;
  }
  return read;
}

struct Case {
  std::string name;
  std::string bytes;
  bool ends;
  AnswerReader::State state;
  Trouble trouble;
  std::string body;
  bool may_reuse;
};

using State = AnswerReader::State;

const std::vector<Case> kCases = {
    {"length",
     "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
     false,
     State::Whole,
     Trouble::None,
     "hello",
     true},
    {"chunked",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
     false,
     State::Whole,
     Trouble::None,
     "hello",
     true},
    {"no body", "HTTP/1.1 204 No Content\r\n\r\n", false, State::Whole, Trouble::None, "", true},
    {"until the end",
     "HTTP/1.1 200 OK\r\n\r\nhello",
     true,
     State::Whole,
     Trouble::None,
     "hello",
     false},
    {"close",
     "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
     false,
     State::Whole,
     Trouble::None,
     "hello",
     false},
    {"HTTP/1.0",
     "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
     false,
     State::Whole,
     Trouble::None,
     "hello",
     false},
    {"interim answers",
     "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 "
     "OK\r\nContent-Length: 5\r\n\r\nhello",
     false,
     State::Whole,
     Trouble::None,
     "hello",
     true},
    {"more than was announced",
     "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP",
     false,
     State::Whole,
     Trouble::None,
     "hello",
     false},
    {"cut length",
     "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
     true,
     State::Broken,
     Trouble::Closed,
     "",
     false},
    {"cut chunk",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
     true,
     State::Broken,
     Trouble::Closed,
     "",
     false},
    {"cut head", "HTTP/1.1 200 OK\r\nContent-", true, State::Broken, Trouble::Closed, "", false},
    {"nothing at all", "", true, State::Broken, Trouble::Closed, "", false},
    {"two framings",
     "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: "
     "chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
     false,
     State::Broken,
     Trouble::BadAnswer,
     "",
     false},
    {"no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", false, State::Broken, Trouble::BadAnswer, "", false},
    {"another protocol",
     "HTTP/1.1 101 Switching Protocols\r\n\r\n",
     false,
     State::Broken,
     Trouble::BadAnswer,
     "",
     false},
    {"too large",
     "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
     false,
     State::Broken,
     Trouble::TooLarge,
     "",
     false},
    {"an unknown coding",
     "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nhello",
     false,
     State::Broken,
     Trouble::BadCoding,
     "",
     false},
    {"no gzip",
     "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
     false,
     State::Broken,
     Trouble::BadCoding,
     "",
     false},
};

TEST(AnswerReader, TakesWholeAnswersAndNothingElse) {
  for (const Case& one : kCases) {
    const Read read = readPieces({one.bytes}, one.ends);
    EXPECT_EQ(read.state, one.state) << one.name;
    EXPECT_EQ(read.trouble, one.trouble) << one.name;
    EXPECT_EQ(read.body, one.body) << one.name;
    EXPECT_EQ(read.may_reuse, one.may_reuse) << one.name;
  }
}

TEST(AnswerReader, SaysTheSameWhereverTheBytesAreCut) {
  for (const Case& one : kCases) {
    const Read whole = readPieces({one.bytes}, one.ends);
    for (std::size_t cut = 1; cut < one.bytes.size(); ++cut) {
      const std::string_view bytes = one.bytes;
      const Read read = readPieces({bytes.substr(0, cut), bytes.substr(cut)}, one.ends);
      EXPECT_EQ(read.state, whole.state) << one.name << " cut at " << cut;
      EXPECT_EQ(read.body, whole.body) << one.name << " cut at " << cut;
      EXPECT_EQ(read.trouble, whole.trouble) << one.name << " cut at " << cut;
    }
  }
}

TEST(AnswerReader, ReadsNoBodyBehindTheAnswerToHead) {
  const Read read = readPieces({"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"}, false, true);
  EXPECT_EQ(read.state, State::Whole);
  EXPECT_TRUE(read.may_reuse);
}

TEST(AnswerReader, GivesUpAFloodOfInterimAnswers) {
  AnswerReader reader(false, kMax);
  AnswerReader::State state = State::More;
  int fed = 0;
  while (state == State::More && fed < 100) {
    state = reader.feed("HTTP/1.1 103 Early Hints\r\n\r\n");
    ++fed;
  }
  EXPECT_EQ(fed, 17);
  EXPECT_EQ(reader.trouble(), Trouble::BadAnswer);
}

TEST(AnswerReader, TakesAnEndThatNobodyAnnouncedForNoEnd) {
  AnswerReader reader(false, kMax);
  (void)reader.feed("HTTP/1.1 200 OK\r\n\r\nhello");
  EXPECT_EQ(reader.end(/*properly=*/false), State::Broken);
}

}  // namespace
}  // namespace bailey::upstream
