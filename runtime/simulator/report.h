// A tour's report as text for people and as one JSON object for machines.
#pragma once

#include "simulator/tour.h"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <string>

namespace bailey::simulator {

// How text for people may look where it goes.
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

// The heading of the table that rowFor() makes the rows of.
std::string headingFor(const std::string& bridge, const TextStyle& style);

// One step: a row, and below it the rules that were broken.
std::string rowFor(const Step& step, const TextStyle& style);

std::string summaryFor(const Report& report, const TextStyle& style);

nlohmann::json toJson(const Report& report);

}  // namespace bailey::simulator
