#include "observability/log.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <ctime>
#include <utility>

namespace bailey::observability {
namespace {

// "2026-11-21T08:15:30.123Z"
std::string utcNow() {
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  const auto millis =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  const std::size_t length = std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S.", &parts);
  std::string out(text, length);
  out += static_cast<char>('0' + millis / 100);
  out += static_cast<char>('0' + millis / 10 % 10);
  out += static_cast<char>('0' + millis % 10);
  out += 'Z';
  return out;
}

}  // namespace

std::string_view nameOf(Level level) {
  switch (level) {
    case Level::Debug:
      return "debug";
    case Level::Info:
      return "info";
    case Level::Warn:
      return "warn";
    case Level::Error:
      return "error";
    case Level::Unset:
      break;
  }
  return "unset";
}

Log::Log(int fd, Level threshold) : fd_(fd), threshold_(threshold), writer_([this] { run(); }) {}

Log::~Log() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  writer_.join();
}

void Log::begin(JsonWriter& json, Level level, std::string_view event) {
  json.beginObject().member("time", utcNow()).member("level", nameOf(level)).member("event", event);
}

void Log::enqueue(std::string_view line) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (pending_.size() + line.size() > kPendingBytesMax) {
      ++dropped_;
      return;
    }
    wake = pending_.empty();
    pending_ += line;
  }
  if (wake) {
    changed_.notify_all();
  }
}

void Log::flush() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return pending_.empty() && !writing_; });
}

void Log::run() {
  std::unique_lock lock(mutex_);
  std::string lines;
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !pending_.empty(); });
    if (pending_.empty()) {
      return;
    }
    lines.clear();
    lines.swap(pending_);
    const std::uint64_t dropped = std::exchange(dropped_, 0);
    writing_ = true;
    lock.unlock();
    if (dropped > 0) {
      JsonWriter json(lines);
      begin(json, Level::Warn, "log_lines_dropped");
      json.key("count").value(dropped).end();
      lines += '\n';
    }
    writeOut(lines);
    lock.lock();
    writing_ = false;
    changed_.notify_all();
  }
}

// A full disk or a closed reader costs lines, never the service.
void Log::writeOut(const std::string& lines) const {
  std::size_t written = 0;
  while (written < lines.size()) {
    const ssize_t n = ::write(fd_, lines.data() + written, lines.size() - written);
    if (n > 0) {
      written += static_cast<std::size_t>(n);
    } else if (errno == EAGAIN) {
      pollfd writable{fd_, POLLOUT, 0};
      (void)::poll(&writable, 1, 1000);
    } else if (errno != EINTR) {
      return;
    }
  }
}

}  // namespace bailey::observability
