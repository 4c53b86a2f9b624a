#include "simulator/text_table.h"

#include <gtest/gtest.h>

namespace bailey::simulator {
namespace {

TextStyle utf8() {
  TextStyle style;
  style.utf8 = true;
  return style;
}

TEST(TextTable, IsAsWideAsItsCells) {
  TextTable table({{"id"}, {"count", TextTable::Align::Right}, {"name"}});
  table.add({"c-1", "5", "Inês"});
  table.add({"c-22", "1,234", ""});
  EXPECT_EQ(table.text(utf8()),
            "    id    count  name\n"
            "    c-1       5  Inês\n"
            "    c-22  1,234\n");
  EXPECT_NE(table.text({}).find("In??s"), std::string::npos);
}

TEST(TextTable, CutsALongCellBetweenCharacters) {
  TextTable table({{"name"}});
  std::string name;
  for (int i = 0; i < 60; ++i) {
    name += "é";
  }
  table.add({name});
  const std::string text = table.text(utf8());
  EXPECT_NE(text.find("é..."), std::string::npos) << text;
  EXPECT_EQ(columnsOf(text.substr(text.find("é"), text.rfind('\n') - text.find("é"))), 48U);
}

TEST(TextTable, IsNothingWithoutRows) {
  EXPECT_EQ(TextTable({{"name"}}).text({}), "");
}

}  // namespace
}  // namespace bailey::simulator
