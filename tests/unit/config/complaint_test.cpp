#include "config/complaint.h"

#include <gtest/gtest.h>

#include <string>

namespace bailey::config {
namespace {

TEST(Complaint, IsOneLineWithFilePointerAndMessage) {
  EXPECT_EQ(toLine({"integrations.d/acme.json", "/callers", "must be an object"}),
            "integrations.d/acme.json: /callers: must be an object");
}

TEST(Complaint, AboutAWholeFileHasNoPointer) {
  EXPECT_EQ(toLine({"bailey.json", "", "is a folder; it must be a file"}),
            "bailey.json: is a folder; it must be a file");
}

TEST(Complaint, StaysOnOneLineWhateverTheFileAndTheKeysAreCalled) {
  EXPECT_EQ(toLine({"a\nb.json", "/c\r\nd\x7f", "bad"}), "a\\x0ab.json: /c\\x0d\\x0ad\\x7f: bad");
}

TEST(Complaint, QuotesEscapeAndCut) {
  EXPECT_EQ(inQuotes("a\"b\n"), R"("a\"b\n")");
  EXPECT_EQ(inQuotes("\u202e"), R"("\u202e")");
  EXPECT_EQ(inQuotes(std::string(41, 'a')), '"' + std::string(40, 'a') + "...\"");
  EXPECT_EQ(inQuotes(std::string(39, 'a') + "\u00e9"), '"' + std::string(39, 'a') + "\\ufffd...\"");
}

TEST(Complaint, PointersEscapeWhatSeparatesThem) {
  EXPECT_EQ(childPointer("/a", "b/c~d"), "/a/b~1c~0d");
  EXPECT_EQ(childPointer("", 3), "/3");
}

TEST(Complaints, StopAfterAHundred) {
  Complaints complaints("bailey.json");
  for (int i = 0; i < 1000; ++i) {
    complaints.add("", "wrong");
  }
  ASSERT_EQ(complaints.list().size(), kComplaintsMax + 1);
  EXPECT_EQ(complaints.list().back().message, "more complaints are not shown; mend these first");
}

TEST(Complaints, CutAPointerThatAHostileKeyMadeLong) {
  Complaints complaints("bailey.json");
  complaints.add(std::string(100'000, 'a'), "wrong");
  EXPECT_LT(complaints.list().front().pointer.size(), 1000U);
}

}  // namespace
}  // namespace bailey::config
