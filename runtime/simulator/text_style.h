// How text for people looks: colours, columns, numbers, times.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace bailey::simulator {

// What text may be where it goes.
struct TextStyle {
  bool terminal = false;  // Lines may be redrawn.
  bool colours = false;
  bool utf8 = false;
};

// The value of an environment variable, or a null pointer.
using EnvironmentLookup = std::function<const char*(const char* name)>;

// Colours only on a terminal and without NO_COLOR; UTF-8 when the locale (LC_ALL, LC_CTYPE, LANG)
// says so.
TextStyle textStyleFor(bool is_terminal, const EnvironmentLookup& environment);

// `colour` is an ANSI code.
std::string coloured(std::string_view text, std::string_view colour, const TextStyle& style);

// What is not ASCII becomes "?" where UTF-8 would not be understood.
std::string printable(std::string text, const TextStyle& style);

// In columns of `width`; a column is a character, as the terminals of this alphabet have it.
std::string padLeft(const std::string& text, std::size_t width);
std::string padRight(const std::string& text, std::size_t width);
std::size_t columnsOf(std::string_view text);

// "1,234"
std::string grouped(std::size_t number);

double inMilliseconds(std::chrono::microseconds time);

// "3.1 ms", "1.25 s"
std::string shortTime(std::chrono::microseconds time);

}  // namespace bailey::simulator
