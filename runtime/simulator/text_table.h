// Rows in columns as wide as they need to be.
#pragma once

#include "simulator/text_style.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace bailey::simulator {

class TextTable {
public:
  enum class Align : std::uint8_t { Left, Right };

  struct Column {
    std::string heading;
    Align align = Align::Left;
  };

  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // One cell for each column, in one line of valid UTF-8. A long one is cut.
  void add(std::vector<std::string> cells);

  // Indented like the rows of a report; empty without rows.
  [[nodiscard]] std::string text(const TextStyle& style) const;

private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace bailey::simulator
