#include "simulator/step_view.h"

namespace bailey::simulator {
namespace {

constexpr std::size_t kBarWidth = 24;
constexpr std::size_t kRunnerWidth = 6;

// Nobody knows how many pages there will be, so the bar shows that it goes on, not how far it is:
// a runner that moves one place a page, forth and back.
std::string barAt(std::size_t page, const TextStyle& style) {
  constexpr std::size_t kPlaces = kBarWidth - kRunnerWidth;
  const std::size_t phase = page % (2 * kPlaces);
  const std::size_t start = phase < kPlaces ? phase : 2 * kPlaces - phase;
  std::string bar;
  for (std::size_t i = 0; i < kBarWidth; ++i) {
    const bool is_runner = i >= start && i < start + kRunnerWidth;
    if (style.utf8) {
      bar += is_runner ? "━" : "─";
    } else {
      bar += is_runner ? "=" : ".";
    }
  }
  return bar;
}

}  // namespace

void StepView::onProgress(const std::string& step, std::size_t records, std::size_t pages) {
  if (!style_.terminal) {
    return;
  }
  out_ << "\r    " << step << "  " << barAt(pages, style_) << "  " << records << " records, page "
       << pages << "\x1b[K" << std::flush;
  bar_shown_ = true;
}

void StepView::onStep(const Step& step) {
  if (bar_shown_) {
    out_ << "\r\x1b[K";
    bar_shown_ = false;
  }
  out_ << rowFor(step, style_) << std::flush;
}

}  // namespace bailey::simulator
