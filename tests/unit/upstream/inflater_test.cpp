#include "upstream/inflater.h"

#include <gtest/gtest.h>

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::upstream {
namespace {

constexpr int kGzip = MAX_WBITS + 16;
constexpr int kZlib = MAX_WBITS;
constexpr int kRaw = -MAX_WBITS;
constexpr std::size_t kMegabyte = std::size_t{1024} * 1024;

// `text` as zlib itself packs it.
std::string packed(std::string text, int wrapping, int level = Z_BEST_COMPRESSION) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, level, Z_DEFLATED, wrapping, 9, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

// JSON as CRMs send it: alike, but not the same.
std::string jsonOf(std::size_t records) {
  std::mt19937 random(7);
  std::string text = "[";
  for (std::size_t i = 0; i < records; ++i) {
    text += R"({"id":)" + std::to_string(random()) + R"(,"name":"Customer )" +
            std::to_string(random()) + R"(","active":true},)";
  }
  return text + "{}]";
}

struct Unpacked {
  InflateError error = InflateError::None;
  std::string text;

  bool operator==(const Unpacked&) const = default;
};

Unpacked unpack(std::string_view body,
                ContentCoding coding,
                std::size_t bytes_max = 8 * kMegabyte,
                std::size_t piece_bytes = std::string_view::npos) {
  Inflater inflater(coding, bytes_max);
  Unpacked unpacked;
  while (!body.empty() && unpacked.error == InflateError::None) {
    const std::string piece(body.substr(0, piece_bytes));  // a copy: pieces do not outlive feed()
    unpacked.error = inflater.feed(piece, unpacked.text);
    body.remove_prefix(piece.size());
  }
  if (unpacked.error == InflateError::None) {
    unpacked.error = inflater.finish();
  } else {
    EXPECT_EQ(inflater.finish(), unpacked.error) << "an error stays";
    EXPECT_EQ(inflater.feed("x", unpacked.text), unpacked.error);
  }
  return unpacked;
}

struct Wrapping {
  int bits;
  ContentCoding coding;
};

constexpr Wrapping kWrappings[] = {
    {kGzip, ContentCoding::Gzip}, {kZlib, ContentCoding::Deflate}, {kRaw, ContentCoding::Deflate}};

TEST(Inflater, UnpacksEveryWrappingInPiecesOfAnySize) {
  const std::vector<std::string> texts{"", "{}", jsonOf(2000), std::string(60'000, ' ')};
  for (const std::string& text : texts) {
    for (const Wrapping& wrapping : kWrappings) {
      for (const int level : {Z_NO_COMPRESSION, Z_BEST_SPEED, Z_BEST_COMPRESSION}) {
        const std::string body = packed(text, wrapping.bits, level);
        for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, body.size()}) {
          const Unpacked unpacked = unpack(body, wrapping.coding, 8 * kMegabyte, piece);
          EXPECT_EQ(unpacked.error, InflateError::None) << codeOf(unpacked.error);
          EXPECT_TRUE(unpacked.text == text) << wrapping.bits << " in pieces of " << piece;
        }
      }
    }
  }
}

TEST(Inflater, AppendsToWhatIsThere) {
  Inflater inflater(ContentCoding::Gzip, 2);
  std::string out = "before ";
  EXPECT_EQ(inflater.feed(packed("{}", kGzip), out), InflateError::None);
  EXPECT_EQ(inflater.finish(), InflateError::None);
  EXPECT_EQ(out, "before {}");
}

TEST(Inflater, JoinsTheMembersOfAGzipFile) {
  const std::string body = packed("one ", kGzip) + packed("", kGzip) + packed("two", kGzip);
  for (std::size_t piece = 1; piece <= body.size(); ++piece) {
    const Unpacked unpacked = unpack(body, ContentCoding::Gzip, kMegabyte, piece);
    EXPECT_EQ(unpacked, (Unpacked{InflateError::None, "one two"})) << piece;
  }
}

TEST(Inflater, MissesEveryByteThatIsMissing) {
  const std::string text = jsonOf(3);
  for (const Wrapping& wrapping : kWrappings) {
    const std::string body = packed(text, wrapping.bits);
    for (std::size_t size = 1; size < body.size(); ++size) {
      EXPECT_EQ(unpack(body.substr(0, size), wrapping.coding).error, InflateError::Truncated)
          << wrapping.bits << " cut at " << size;
    }
  }
  const std::string members = packed("one", kGzip) + packed("two", kGzip);
  const std::size_t first = packed("one", kGzip).size();
  for (std::size_t size = first + 1; size < members.size(); ++size) {
    EXPECT_EQ(unpack(members.substr(0, size), ContentCoding::Gzip).error, InflateError::Truncated);
  }
}

TEST(Inflater, LetsAnEmptyBodyPass) {
  EXPECT_EQ(unpack("", ContentCoding::Gzip), Unpacked());
  EXPECT_EQ(unpack("", ContentCoding::Deflate), Unpacked());
}

TEST(Inflater, RefusesWhatStandsBehindTheEnd) {
  for (const Wrapping& wrapping : kWrappings) {
    const std::string body = packed("{}", wrapping.bits);
    for (const std::string& behind :
         {std::string("x"), std::string(1, '\0'), std::string("{}"), std::string(300, '\0')}) {
      for (const std::size_t piece : {std::size_t{1}, body.size(), std::string::npos}) {
        EXPECT_EQ(unpack(body + behind, wrapping.coding, kMegabyte, piece).error,
                  // a single byte may begin a member, and is cut off then
                  wrapping.coding == ContentCoding::Gzip && behind.size() == 1
                      ? InflateError::Truncated
                      : InflateError::DataBehindEnd)
            << wrapping.bits << " in pieces of " << piece;
      }
    }
  }
  const std::string zlib = packed("{}", kZlib);
  EXPECT_EQ(unpack(zlib + zlib, ContentCoding::Deflate).error, InflateError::DataBehindEnd)
      << "only gzip has members";
}

TEST(Inflater, NoticesEveryBrokenChecksum) {
  for (const Wrapping& wrapping : {kWrappings[0], kWrappings[1]}) {
    std::string body = packed(jsonOf(3), wrapping.bits);
    const std::size_t trailer = wrapping.coding == ContentCoding::Gzip ? 8 : 4;
    for (std::size_t back = 1; back <= trailer; ++back) {
      std::string bad = body;
      bad[bad.size() - back] = static_cast<char>(bad[bad.size() - back] ^ 1);
      EXPECT_EQ(unpack(bad, wrapping.coding).error, InflateError::Corrupt) << back;
    }
  }
}

TEST(Inflater, RefusesWhatIsNotPacked) {
  EXPECT_EQ(unpack("{\"plain\":true}", ContentCoding::Gzip).error, InflateError::Corrupt);
  EXPECT_EQ(unpack("<html></html>", ContentCoding::Gzip).error, InflateError::Corrupt);
  EXPECT_EQ(unpack(packed("{}", kZlib), ContentCoding::Gzip).error, InflateError::Corrupt);
  EXPECT_NE(unpack(packed("{}", kGzip), ContentCoding::Deflate).error, InflateError::None);
}

// A preset dictionary is agreed between two ends beforehand; nobody has agreed on one.
TEST(Inflater, RefusesAStreamThatNeedsADictionary) {
  const std::string body("\x78\xbb\x00\x00\x00\x01\x03\x00\x00\x00\x00\x01", 12);
  EXPECT_EQ(unpack(body, ContentCoding::Deflate).error, InflateError::Corrupt);
}

TEST(Inflater, StopsAtItsLimitToTheByte) {
  const std::string text = jsonOf(5000);
  for (const Wrapping& wrapping : kWrappings) {
    const std::string body = packed(text, wrapping.bits);
    EXPECT_EQ(unpack(body, wrapping.coding, text.size()).error, InflateError::None);
    const Unpacked over = unpack(body, wrapping.coding, text.size() - 1);
    EXPECT_EQ(over.error, InflateError::TooLarge);
    EXPECT_LT(over.text.size(), text.size());
    EXPECT_EQ(unpack(body, wrapping.coding, 0).error, InflateError::TooLarge);
  }
}

TEST(Inflater, GivesUpOnABombSoon) {
  const std::string bomb = packed(std::string(50 * kMegabyte, '\0'), kGzip);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}, bomb.size()}) {
    const Unpacked unpacked = unpack(bomb, ContentCoding::Gzip, 100 * kMegabyte, piece);
    EXPECT_EQ(unpacked.error, InflateError::TooDense);
    EXPECT_LE(unpacked.text.size(), Inflater::kRatioFreeBytes) << piece;
  }
}

// 1000 to 1 in each member, and in all of them together.
TEST(Inflater, CountsTheMembersOfABombTogether) {
  const std::string member = packed(std::string(60'000, '\0'), kGzip);
  std::string bomb;
  for (int i = 0; i < 100; ++i) {
    bomb += member;
  }
  const Unpacked unpacked = unpack(bomb, ContentCoding::Gzip);
  EXPECT_EQ(unpacked.error, InflateError::TooDense);
  EXPECT_LE(unpacked.text.size(), 2 * Inflater::kRatioFreeBytes);
}

TEST(Inflater, LetsWellPackedTextPass) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += R"({"id":)" + std::to_string(i) + R"(,"name":"","mail":null,"phone":null},)";
  }
  const std::string body = packed(text, kGzip);
  EXPECT_GT(text.size(), 10 * body.size());
  EXPECT_EQ(unpack(body, ContentCoding::Gzip).error, InflateError::None);
}

TEST(ContentCoding, IsReadFromItsField) {
  EXPECT_EQ(contentCodingOf("gzip"), ContentCoding::Gzip);
  EXPECT_EQ(contentCodingOf("X-GZip"), ContentCoding::Gzip);
  EXPECT_EQ(contentCodingOf("Deflate"), ContentCoding::Deflate);
  for (const std::string_view value : {"", "br", "zstd", "gzip, gzip", "gzip,", "identity", "*"}) {
    EXPECT_EQ(contentCodingOf(value), std::nullopt) << value;
  }
}

TEST(InflateError, HasItsOwnWordForEachReason) {
  std::vector<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(InflateError::OutOfMemory); ++i) {
    const std::string_view code = codeOf(static_cast<InflateError>(i));
    EXPECT_EQ(std::count(seen.begin(), seen.end(), code), 0) << code;
    EXPECT_NE(code, "unknown");
    seen.push_back(code);
  }
}

}  // namespace
}  // namespace bailey::upstream
