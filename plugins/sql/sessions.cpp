#include "sessions.h"

#include <exception>
#include <utility>

namespace bailey::sql {

Sessions::Reader::Reader(Sessions& pool, const Patience& patience)
    : pool_(pool),
      session_(pool.takeReader()) {
  session_->connection().setPatience(&patience);
}

Sessions::Reader::~Reader() {
  session_->connection().setPatience(nullptr);
  pool_.putBack(std::move(session_));
}

Sessions::Writer::Writer(Sessions& pool, const Patience& patience, std::chrono::nanoseconds wait)
    : pool_(pool),
      turn_(pool.writer_mutex_, std::defer_lock) {
  if (!turn_.try_lock_for(wait)) {
    throw DatabaseError(DatabaseError::Kind::Interrupted, "other actions took too long");
  }
  if (pool_.writer_ == nullptr) {
    pool_.writer_ = std::make_unique<Session>(pool_.database_.connect(Access::Write));
  }
  pool_.writer_->connection().setPatience(&patience);
}

Sessions::Writer::~Writer() {
  pool_.writer_->connection().setPatience(nullptr);
  if (discard_) {
    pool_.writer_.reset();
  }
}

std::unique_ptr<Session> Sessions::takeReader() {
  {
    const std::lock_guard lock(readers_mutex_);
    if (!idle_readers_.empty()) {
      std::unique_ptr<Session> session = std::move(idle_readers_.back());
      idle_readers_.pop_back();
      return session;
    }
  }
  return std::make_unique<Session>(database_.connect(Access::Read));
}

void Sessions::putBack(std::unique_ptr<Session> session) noexcept {
  try {
    const std::lock_guard lock(readers_mutex_);
    if (idle_readers_.size() < kIdleReadersMax) {
      idle_readers_.push_back(std::move(session));
    }
  } catch (const std::exception&) {  // no memory for the list: the session is closed instead
  }
}

}  // namespace bailey::sql
