#include "bailey/json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey::plugin_api {
namespace {

using Kind = JsonView::Kind;

// ---- JsonView on chosen text ----

TEST(JsonView, TellsTheKindOfEveryValue) {
  EXPECT_EQ(JsonView("{}").kind(), Kind::Object);
  EXPECT_EQ(JsonView(" [1]\n").kind(), Kind::Array);
  EXPECT_EQ(JsonView("\t\"\"").kind(), Kind::String);
  EXPECT_EQ(JsonView("true").kind(), Kind::Boolean);
  EXPECT_EQ(JsonView("false").kind(), Kind::Boolean);
  EXPECT_EQ(JsonView("null").kind(), Kind::Null);
  EXPECT_EQ(JsonView("-1.5e3").kind(), Kind::Number);
  EXPECT_EQ(JsonView("").kind(), Kind::Absent);
  EXPECT_EQ(JsonView().kind(), Kind::Absent);
}

TEST(JsonView, TreatsNullAndAbsentAsNotPresent) {
  const JsonView object(R"({"a":null,"b":""})");
  EXPECT_FALSE(object["a"].present());
  EXPECT_FALSE(object["missing"].present());
  EXPECT_TRUE(object["b"].present());
  EXPECT_EQ(object["a"].text(), "");
}

TEST(JsonView, FindsMembersBehindEveryKindOfValue) {
  const JsonView object(
      R"( { "s" : "}]\",{" , "n":-0.5e+7,"o":{"x":[{}],"y":"]"},"a":[ [ ],[{}]],"t":true,"last":"!" } )");
  EXPECT_EQ(object["s"].text(), "}]\",{");
  EXPECT_EQ(object["n"].text(), "-0.5e+7");
  EXPECT_EQ(object["o"].json(), R"({"x":[{}],"y":"]"})");
  EXPECT_EQ(object["o"]["y"].text(), "]");
  EXPECT_EQ(object["a"].json(), "[ [ ],[{}]]");
  EXPECT_EQ(object["t"].boolean(), true);
  EXPECT_EQ(object["last"].text(), "!");
}

TEST(JsonView, FindsMembersNamedByDigitsNothingOrSpaces) {
  const JsonView object(R"({"17":1,"":2," ":3,"true":4})");
  EXPECT_EQ(object["17"].integer(), 1);
  EXPECT_EQ(object[""].integer(), 2);
  EXPECT_EQ(object[" "].integer(), 3);
  EXPECT_EQ(object["true"].integer(), 4);
}

TEST(JsonView, FindsAMemberWhoseNameIsWrittenWithEscapes) {
  const JsonView object(R"({"t\u006fken":"a","q\"":"b","\\":"c"})");
  EXPECT_EQ(object["token"].text(), "a");
  EXPECT_EQ(object["q\""].text(), "b");
  EXPECT_EQ(object["\\"].text(), "c");
  EXPECT_FALSE(object[R"(t\u006fken)"].present());
}

TEST(JsonView, DoesNotTakeAPrefixOrAnInnerNameForAMember) {
  const JsonView object(R"({"tokens":1,"inner":{"token":2},"list":[{"token":3}],"tok":4})");
  EXPECT_FALSE(object["token"].present());
}

TEST(JsonView, TakesTheFirstOfTwoMembersWithOneName) {
  EXPECT_EQ(JsonView(R"({"a":1,"a":2})")["a"].integer(), 1);
}

TEST(JsonView, HasNoMembersUnlessItIsAnObject) {
  for (const std::string_view text : {"[\"a\"]", "\"a\"", "1", "null", ""}) {
    EXPECT_FALSE(JsonView(text)["a"].present()) << text;
  }
}

TEST(JsonView, TellsBackslashesBeforeAQuoteApart) {
  const JsonView object(R"({"a":"\\","b":"\\\"","c":"\\\\","d":"x"})");
  EXPECT_EQ(object["a"].text(), "\\");
  EXPECT_EQ(object["b"].text(), "\\\"");
  EXPECT_EQ(object["c"].text(), "\\\\");
  EXPECT_EQ(object["d"].text(), "x");
}

TEST(JsonView, TakesEscapesOutOfText) {
  EXPECT_EQ(JsonView(R"("a\n\r\t\b\f\"\\\/z")").text(), "a\n\r\t\b\f\"\\/z");
  EXPECT_EQ(JsonView(R"("\u0041\u00e9\u20AC")").text(), "A\u00e9\u20ac");
  EXPECT_EQ(JsonView(R"("\u0000")").text(), std::string(1, '\0'));
}

TEST(JsonView, JoinsSurrogatePairs) {
  EXPECT_EQ(JsonView(R"("\ud83d\ude00")").text(), "\U0001F600");
  EXPECT_EQ(JsonView(R"("\uD800\uDC00\uDBFF\uDFFF")").text(), "\U00010000\U0010FFFF");
}

TEST(JsonView, ReplacesHalfASurrogatePairSoThatTextStaysValid) {
  EXPECT_EQ(JsonView(R"("\ud83d")").text(), "\uFFFD");
  EXPECT_EQ(JsonView(R"("\ude00!")").text(), "\uFFFD!");
  EXPECT_EQ(JsonView(R"("\ud83d\u0041")").text(), "\uFFFDA");
  EXPECT_EQ(JsonView(R"("\ud83d\ud83d\ude00")").text(), "\uFFFD\U0001F600");
  EXPECT_EQ(JsonView(R"("\ud83d\n")").text(), "\uFFFD\n");
}

TEST(JsonView, GivesTextOfOtherKindsAsWritten) {
  EXPECT_EQ(JsonView(" 1.50 ").text(), "1.50");
  EXPECT_EQ(JsonView("true").text(), "true");
  EXPECT_EQ(JsonView("[1, 2]").text(), "[1, 2]");
}

TEST(JsonView, ReadsAnIntegerFromANumberOrItsText) {
  EXPECT_EQ(JsonView("100").integer(), 100);
  EXPECT_EQ(JsonView("\"-7\"").integer(), -7);
  EXPECT_EQ(JsonView("9223372036854775807").integer(), std::numeric_limits<std::int64_t>::max());
  for (const std::string_view text : {"9223372036854775808",
                                      "1.0",
                                      "1e3",
                                      "\"\"",
                                      "\" 1\"",
                                      "\"1x\"",
                                      "true",
                                      "null",
                                      "[1]",
                                      ""}) {
    EXPECT_EQ(JsonView(text).integer(), std::nullopt) << text;
  }
}

TEST(JsonView, ReadsABooleanOnlyFromABoolean) {
  EXPECT_EQ(JsonView("false").boolean(), false);
  EXPECT_EQ(JsonView("\"true\"").boolean(), std::nullopt);
  EXPECT_EQ(JsonView("1").boolean(), std::nullopt);
}

TEST(JsonView, VisitsElementsInOrderAndStopsWhenTold) {
  std::vector<std::string> seen;
  JsonView(R"([1 , "two",[3],{"four":4},null])").forEachElement([&](JsonView element) {
    seen.emplace_back(element.json());
    return seen.size() < 4;
  });
  EXPECT_EQ(seen, (std::vector<std::string>{"1", "\"two\"", "[3]", "{\"four\":4}"}));
}

TEST(JsonView, VisitsNothingInEmptyContainers) {
  const auto fail = [](auto&&...) {
    ADD_FAILURE() << "visited";
    return true;
  };
  JsonView("[]").forEachElement(fail);
  JsonView("[ \n]").forEachElement(fail);
  JsonView("{}").forEachMember(fail);
  JsonView("{ \t}").forEachMember(fail);
}

// ---- JsonView on any text ----

// The text of `view` lies in memory of exactly its size, so that a sanitizer sees one byte too far.
class Exact {
public:
  explicit Exact(std::string_view text)
      : bytes_(std::make_unique<char[]>(text.size())),
        size_(text.size()) {
    std::memcpy(bytes_.get(), text.data(), text.size());
  }

  [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }

private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

bool isInside(std::string_view inner, std::string_view outer) {
  return inner.empty() || (inner.data() >= outer.data() &&
                           inner.data() + inner.size() <= outer.data() + outer.size());
}

// Uses every reader of `view` and everything below it. Each visit takes one from `budget`, so a
// walk that does not end is found; true when the budget was enough and all views were inside
// `whole`.
bool walkAll(JsonView view, std::string_view whole, std::size_t& budget) {
  if (budget == 0 || !isInside(view.json(), whole)) {
    return false;
  }
  --budget;
  bool good = view.text().size() <= 3 * view.json().size();
  (void)view.integer();
  (void)view.boolean();
  (void)view["token"].present();
  view.forEachMember([&](std::string_view name, JsonView value) {
    (void)JsonView::isName(name, "token");
    good = good && isInside(name, whole) && value.json().size() < view.json().size() &&
           walkAll(value, whole, budget);
    return good;
  });
  view.forEachElement([&](JsonView element) {
    good = good && element.json().size() < view.json().size() && walkAll(element, whole, budget);
    return good;
  });
  return good;
}

// A walk of n bytes visits at most n values, each level of nesting once.
bool walkIsBounded(std::string_view text) {
  std::size_t budget = text.size() + 1;
  return walkAll(JsonView(text), text, budget);
}

TEST(JsonView, StaysInsideAndEndsOnEveryCutOfADocument) {
  const std::string document =
      R"({"auth":{"t\u006f":"\ud83d\ude00\\"},"n":[1,-2.5e3,{"a":[]},"\"x\""], "z" : null , "b":true})";
  for (std::size_t begin = 0; begin < document.size(); ++begin) {
    for (std::size_t end = begin; end <= document.size(); ++end) {
      const Exact text(std::string_view(document).substr(begin, end - begin));
      ASSERT_TRUE(walkIsBounded(text.view())) << text.view();
    }
  }
}

TEST(JsonView, StaysInsideAndEndsOnBrokenText) {
  for (const std::string_view broken : {"{",
                                        "}",
                                        "[",
                                        "]",
                                        "\"",
                                        "\\",
                                        "{\"",
                                        "{\"\\",
                                        "{\"a\"",
                                        "{\"a\":",
                                        "{\"a\":}",
                                        "{\"a\":,}",
                                        "{,}",
                                        "[,]",
                                        "[}",
                                        "{]",
                                        "[1 2]",
                                        "[[[[",
                                        "]]]]",
                                        "\"\\u",
                                        "\"\\u12\"",
                                        "\"\\uD83D\\",
                                        "\"\\uD83D\\u\"",
                                        "\"\\x\"",
                                        "{\"a\" 1}",
                                        "{\"a\":1 \"b\":2}",
                                        ":",
                                        ","}) {
    EXPECT_TRUE(walkIsBounded(Exact(broken).view())) << broken;
  }
}

TEST(JsonView, WalksAHundredThousandOpenBracketsWithoutRecursion) {
  const Exact text("{\"a\":" + std::string(100'000, '[') + "1");
  EXPECT_FALSE(JsonView(text.view())["b"].present());
  EXPECT_EQ(JsonView(text.view())["a"].kind(), Kind::Array);
}

// ---- JsonView against another parser, on random documents ----

class RandomJson {
public:
  explicit RandomJson(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  // A valid document with random white space, names without repetition inside one object.
  std::string document() {
    std::string out;
    value(out, 0);
    return space() + out + space();
  }

  // `text` with a few bytes changed, taken out, put in or cut off, mostly to what JSON is made of.
  std::string mutated(std::string text) {
    for (std::size_t edits = 1 + below(8); edits > 0 && !text.empty(); --edits) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text[at] = anyByte();
          break;
        case 1:
          text.erase(at, 1 + below(3));
          break;
        case 2:
          text.insert(at, 1, anyByte());
          break;
        default:
          if (below(4) == 0) {
            text.resize(at);
          }
      }
    }
    return text;
  }

private:
  char anyByte() {
    static constexpr std::string_view kLikely = "{}[]\",:\\u0dD8 nte-1";
    return below(4) == 0 ? static_cast<char>(below(256)) : kLikely[below(kLikely.size())];
  }

  std::string space() {
    static constexpr std::string_view kSpaces = " \t\n\r";
    std::string out;
    while (below(4) == 0) {
      out += kSpaces[below(kSpaces.size())];
    }
    return out;
  }

  void string(std::string& out) {
    static constexpr std::string_view kPieces[] = {
        "a",       "B",          "7",   " ",  "\\n", "\\\"", "\\\\",    "\\/",
        "{",       "}",          "[",   "]",  ",",   ":",    "\\u0041", "\\ud83d\\ude00",
        "\\u00e9", "\u20ac",     "\\b", "'",  "t",   "r",    "\\u0000", "\\u001F",
        "\\t",     "\U0001F600", "\\f", "\\r"};
    out += '"';
    for (std::size_t count = below(8); count > 0; --count) {
      out += kPieces[below(std::size(kPieces))];
    }
    out += '"';
  }

  void value(std::string& out, int depth) {
    static constexpr std::string_view kScalars[] = {
        "true", "false", "null", "0", "-1", "1.5", "2E+3", "-0.25e-2", "9007199254740993"};
    const std::size_t choice = below(depth < 5 ? 6 : 3);
    if (choice < 2) {
      out += kScalars[below(std::size(kScalars))];
    } else if (choice == 2) {
      string(out);
    } else {
      container(out, depth, choice == 3 ? '[' : '{');
    }
  }

  void container(std::string& out, int depth, char opener) {
    out += opener;
    out += space();
    const std::size_t count = below(5);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) {
        out += ',' + space();
      }
      if (opener == '{') {
        string(out);
        out.insert(out.size() - 1, std::to_string(i));  // names stay different
        out += space() + ':' + space();
      }
      value(out, depth + 1);
      out += space();
    }
    out += opener == '{' ? '}' : ']';
  }

  std::mt19937 random_;
};

void expectSame(JsonView view, const nlohmann::json& expected);

void expectSameObject(JsonView view, const nlohmann::json& expected) {
  std::size_t count = 0;
  view.forEachMember([&](std::string_view, JsonView) {
    ++count;
    return true;
  });
  ASSERT_EQ(count, expected.size());
  for (const auto& [name, value] : expected.items()) {
    expectSame(view[name], value);
  }
}

void expectSameArray(JsonView view, const nlohmann::json& expected) {
  std::size_t count = 0;
  view.forEachElement([&](JsonView element) {
    EXPECT_LT(count, expected.size());
    if (count < expected.size()) {
      expectSame(element, expected[count]);
    }
    ++count;
    return true;
  });
  EXPECT_EQ(count, expected.size());
}

void expectSame(JsonView view, const nlohmann::json& expected) {
  switch (expected.type()) {
    case nlohmann::json::value_t::object:
      ASSERT_EQ(view.kind(), Kind::Object);
      return expectSameObject(view, expected);
    case nlohmann::json::value_t::array:
      ASSERT_EQ(view.kind(), Kind::Array);
      return expectSameArray(view, expected);
    case nlohmann::json::value_t::string:
      ASSERT_EQ(view.kind(), Kind::String);
      EXPECT_EQ(view.text(), expected.get<std::string>());
      return;
    case nlohmann::json::value_t::boolean:
      EXPECT_EQ(view.boolean(), expected.get<bool>());
      return;
    case nlohmann::json::value_t::null:
      EXPECT_EQ(view.kind(), Kind::Null);
      return;
    default:
      ASSERT_EQ(view.kind(), Kind::Number);
      EXPECT_EQ(nlohmann::json::parse(view.json()), expected);
      if (expected.is_number_integer()) {
        EXPECT_EQ(view.integer(), expected.get<std::int64_t>());
      }
  }
}

TEST(JsonView, ReadsRandomDocumentsAsAnotherParserDoes) {
  RandomJson random(20120);
  for (int round = 0; round < 3000 && !testing::Test::HasFailure(); ++round) {
    const std::string document = random.document();
    SCOPED_TRACE(document);
    const Exact text(document);
    expectSame(JsonView(text.view()), nlohmann::json::parse(document));
    EXPECT_TRUE(walkIsBounded(text.view()));
  }
}

TEST(JsonView, StaysInsideAndEndsOnRandomlyBrokenDocuments) {
  RandomJson random(20121);
  for (int round = 0; round < 10'000; ++round) {
    const Exact text(random.mutated(random.document()));
    ASSERT_TRUE(walkIsBounded(text.view())) << text.view();
  }
}

// ---- JsonWriter ----

TEST(JsonWriter, PutsCommasBetweenMembersAndElements) {
  std::string out;
  JsonWriter json(out);
  json.beginObject().member("id", "17").key("emails").beginArray().value("a@b.c").value("d");
  json.beginObject().end().beginArray().end().end().key("n").value(-5).key("b").value(true).end();
  EXPECT_EQ(out, R"({"id":"17","emails":["a@b.c","d",{},[]],"n":-5,"b":true})");
}

TEST(JsonWriter, WritesEveryIntegerInFull) {
  std::string out;
  JsonWriter json(out);
  json.beginArray()
      .value(std::numeric_limits<std::int64_t>::min())
      .value(std::numeric_limits<std::uint64_t>::max())
      .value(std::uint8_t{200})
      .end();
  EXPECT_EQ(out, "[-9223372036854775808,18446744073709551615,200]");
}

TEST(JsonWriter, LeavesAnEmptyOptionalMemberOut) {
  std::string out;
  JsonWriter(out).beginObject().optionalMember("a", "").optionalMember("b", "x").end();
  EXPECT_EQ(out, R"({"b":"x"})");
}

TEST(JsonWriter, EscapesSoThatAnyParserReadsTheSameText) {
  std::string every;
  for (int c = 0; c < 128; ++c) {
    every += static_cast<char>(c);
  }
  every += "\u00e9\u20ac\U0001F600";
  std::string out;
  JsonWriter(out).value(every);
  EXPECT_EQ(nlohmann::json::parse(out).get<std::string>(), every);
  EXPECT_EQ(JsonView(out).text(), every);
}

TEST(JsonWriter, AppendsToWhatIsThere) {
  std::string out = "data: ";
  JsonWriter(out).beginArray().raw("{\"a\":1}").raw("null").end();
  EXPECT_EQ(out, R"(data: [{"a":1},null])");
}

TEST(JsonWriter, NestsSixtyFourLevelsAndRefusesMore) {
  std::string out;
  JsonWriter json(out);
  for (int level = 0; level < 64; ++level) {
    json.beginArray();
  }
  EXPECT_THROW(json.beginArray(), std::out_of_range);
  for (int level = 0; level < 64; ++level) {
    json.end();
  }
  EXPECT_THROW(json.end(), std::out_of_range);
}

}  // namespace
}  // namespace bailey::plugin_api
