// The sessions of one integration: as many readers as there are calls at once, made when first
// needed and kept, and one writer that calls take turns with. Any thread.
#pragma once

#include "session.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace bailey::sql {

class Sessions {
public:
  // Borrows `database`.
  explicit Sessions(const Database& database) : database_(database) {}

  // A session for the length of one call, which `patience` bounds. The pool outlives it.
  class Reader {
  public:
    Reader(Sessions& pool, const Patience& patience);
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    Reader(Reader&&) = delete;
    Reader& operator=(Reader&&) = delete;
    ~Reader();

    [[nodiscard]] Session& operator*() const { return *session_; }

  private:
    Sessions& pool_;
    std::unique_ptr<Session> session_;
  };

  class Writer {
  public:
    // Waits for its turn for at most `wait`; throws DatabaseError{Interrupted} after that.
    Writer(Sessions& pool, const Patience& patience, std::chrono::nanoseconds wait);
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    Writer(Writer&&) = delete;
    Writer& operator=(Writer&&) = delete;
    ~Writer();

    [[nodiscard]] Session& operator*() const { return *pool_.writer_; }

    // The connection is in doubt: the next writer gets a new one.
    void discard() { discard_ = true; }

  private:
    Sessions& pool_;
    std::unique_lock<std::timed_mutex> turn_;
    bool discard_ = false;
  };

private:
  // A burst may open more; they are closed when it is over. One costs about 100 KiB.
  static constexpr std::size_t kIdleReadersMax = 16;

  [[nodiscard]] std::unique_ptr<Session> takeReader();
  void putBack(std::unique_ptr<Session> session) noexcept;

  const Database& database_;
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Session>> idle_readers_;  // guarded by readers_mutex_
  std::timed_mutex writer_mutex_;
  std::unique_ptr<Session> writer_;  // guarded by writer_mutex_
};

}  // namespace bailey::sql
