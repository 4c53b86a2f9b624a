// The runtime's log: one JSON object a line, to a file descriptor, written by a thread of its own
// so that no request ever waits for a slow reader. What may be in a line is decided by who writes
// it; the rules (never a body, a header value, a query, a credential, a byte of a request that did
// not parse) are kept by passing only names, numbers and fixed texts.
#pragma once

#include "bailey/json.hpp"

#include <atomic>
#include <concepts>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace bailey::observability {

enum class Level : std::uint8_t { Unset = 0, Debug, Info, Warn, Error };

std::string_view nameOf(Level level);

// Any thread may log; lines are whole and in the order they were logged. When the reader does not
// keep up, lines beyond kPendingBytesMax are dropped and counted, and the count is logged when
// writing goes on again. The destructor writes what is pending.
class Log {
public:
  static constexpr std::size_t kPendingBytesMax = 4 * 1024 * 1024;

  // `fd` stays open for the log's life and is not closed by it.
  Log(int fd, Level threshold);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  Log(Log&&) = delete;
  Log& operator=(Log&&) = delete;
  ~Log();

  [[nodiscard]] bool wants(Level level) const {
    return level >= threshold_.load(std::memory_order_relaxed);
  }

  // From the next line on.
  void setThreshold(Level level) { threshold_.store(level, std::memory_order_relaxed); }

  // Logs {"time":..,"level":..,"event":event, ...}; `fields(json)` adds members to the open object.
  template <std::invocable<JsonWriter&> Fields>
  void write(Level level, std::string_view event, Fields&& fields) {
    if (!wants(level)) {
      return;
    }
    std::string line;
    JsonWriter json(line);
    begin(json, level, event);
    fields(json);
    json.end();
    line += '\n';
    enqueue(line);
  }

  // The same with one member "message", for what needs no more.
  void write(Level level, std::string_view event, std::string_view message) {
    write(level, event, [&](JsonWriter& json) { json.member("message", message); });
  }

  // Returns when every line logged before the call has been written.
  void flush();

private:
  static void begin(JsonWriter& json, Level level, std::string_view event);
  void enqueue(std::string_view line);
  void run();
  void writeOut(const std::string& lines) const;

  const int fd_;
  std::atomic<Level> threshold_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string pending_;        // guarded by mutex_
  std::uint64_t dropped_ = 0;  // guarded by mutex_
  bool writing_ = false;       // guarded by mutex_
  bool stopping_ = false;      // guarded by mutex_
  std::thread writer_;         // last: uses everything above
};

}  // namespace bailey::observability
