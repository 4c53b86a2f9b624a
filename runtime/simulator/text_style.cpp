#include "simulator/text_style.h"

#include <algorithm>
#include <cstdio>

namespace bailey::simulator {

TextStyle textStyleFor(bool is_terminal, const EnvironmentLookup& environment) {
  TextStyle style;
  style.terminal = is_terminal;
  const char* no_color = environment("NO_COLOR");
  style.colours = is_terminal && (no_color == nullptr || *no_color == '\0');
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = environment(name);
    if (value == nullptr || *value == '\0') {
      continue;
    }
    std::string locale(value);
    std::transform(locale.begin(), locale.end(), locale.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    style.utf8 =
        locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
    break;
  }
  return style;
}

std::string coloured(std::string_view text, std::string_view colour, const TextStyle& style) {
  if (!style.colours) {
    return std::string(text);
  }
  std::string result = "\x1b[";
  return result.append(colour).append("m").append(text).append("\x1b[0m");
}

std::string printable(std::string text, const TextStyle& style) {
  if (!style.utf8) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7E; }, '?');
  }
  return text;
}

std::size_t columnsOf(std::string_view text) {
  // Every byte but the continuation bytes of UTF-8 begins a character.
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string padLeft(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, columnsOf(text)), ' ') + text;
}

std::string padRight(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, columnsOf(text)), ' ');
}

std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

double inMilliseconds(std::chrono::microseconds time) {
  return static_cast<double>(time.count()) / 1000.0;
}

std::string shortTime(std::chrono::microseconds time) {
  const double ms = inMilliseconds(time);
  char text[32];
  if (ms < 1000.0) {
    std::snprintf(text, sizeof text, "%.1f ms", ms);
  } else {
    std::snprintf(text, sizeof text, "%.2f s", ms / 1000.0);
  }
  return text;
}

}  // namespace bailey::simulator
