#include "control/change_detector.h"

#include "control/disk_state.h"

#include <algorithm>
#include <utility>

namespace bailey::control {
namespace {

// Something that never rests, such as a log somebody put there, must not hold changes back.
constexpr int kPatienceInQuietTimes = 20;

}  // namespace

void ChangeDetector::follow(std::set<std::filesystem::path> places) {
  std::set<std::filesystem::path> folders;
  std::error_code none;
  for (const std::filesystem::path& place : places) {
    folders.insert(std::filesystem::is_directory(place, none) ? place : place.parent_path());
  }
  events_.follow(folders);
  if (places != places_) {
    // How the new ones looked while they were read is not known: look once more after a rest.
    places_ = std::move(places);
    read_.clear();
    notice(Clock::now());
  }
}

void ChangeDetector::beginReading() {
  events_.take();
  read_ = lookAt(places_);
  forgetChange();
}

bool ChangeDetector::isDue(Clock::time_point now) {
  if (events_.take()) {
    notice(now);
  }
  if (now >= next_poll_) {
    next_poll_ = now + poll_;
    look(now);
  }
  if (!hasRested(now)) {
    return false;
  }
  const std::string state = lookAt(places_);
  if (state == read_) {
    forgetChange();
    return false;
  }
  if (polled_ && *polled_ != state) {  // no event will tell when it rests
    polled_ = state;
    last_change_ = now;
    return false;
  }
  return true;
}

void ChangeDetector::look(Clock::time_point now) {
  std::string state = last_change_ ? std::string() : lookAt(places_);
  if (!last_change_ && state != read_) {
    polled_ = std::move(state);
    notice(now);
  }
}

void ChangeDetector::forgetChange() {
  first_change_.reset();
  last_change_.reset();
  polled_.reset();
}

bool ChangeDetector::hasRested(Clock::time_point now) const {
  return last_change_ &&
         (now >= *last_change_ + quiet_ || now >= *first_change_ + kPatienceInQuietTimes * quiet_);
}

void ChangeDetector::notice(Clock::time_point now) {
  last_change_ = now;
  if (!first_change_) {
    first_change_ = now;
  }
}

std::chrono::milliseconds ChangeDetector::waitTime(Clock::time_point now) const {
  Clock::time_point next = next_poll_;
  if (last_change_) {
    next = std::min(next, *last_change_ + quiet_);
  }
  return std::max(std::chrono::ceil<std::chrono::milliseconds>(next - now),
                  std::chrono::milliseconds(0));
}

}  // namespace bailey::control
