#include "simulator/text_table.h"

#include <algorithm>

namespace bailey::simulator {
namespace {

constexpr std::size_t kColumnsMax = 48;

// At a character's beginning, with "..." in place of what is left out.
std::string cut(std::string text) {
  if (columnsOf(text) <= kColumnsMax) {
    return text;
  }
  std::size_t end = 0;
  for (std::size_t columns = 0; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (begins && columns++ == kColumnsMax - 3) {
      break;
    }
  }
  return text.substr(0, end) + "...";
}

std::string lineOf(const std::vector<std::string>& cells,
                   const std::vector<std::size_t>& widths,
                   const std::vector<TextTable::Column>& columns) {
  std::string line = "  ";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += "  ";
    line += columns[i].align == TextTable::Align::Right ? padLeft(cells[i], widths[i])
                                                        : padRight(cells[i], widths[i]);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

void TextTable::add(std::vector<std::string> cells) {
  std::transform(cells.begin(), cells.end(), cells.begin(), cut);
  rows_.push_back(std::move(cells));
}

std::string TextTable::text(const TextStyle& style) const {
  if (rows_.empty()) {
    return "";
  }
  std::vector<std::string> headings;
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    headings.push_back(columns_[i].heading);
    widths.push_back(columnsOf(columns_[i].heading));
    for (const auto& row : rows_) {
      widths[i] = std::max(widths[i], columnsOf(row[i]));
    }
  }
  std::string text = coloured(lineOf(headings, widths, columns_), "1", style) + "\n";
  for (const auto& row : rows_) {
    text += printable(lineOf(row, widths, columns_), style) + "\n";
  }
  return text;
}

}  // namespace bailey::simulator
