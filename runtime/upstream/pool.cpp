#include "upstream/pool.h"

#include <algorithm>
#include <utility>

namespace bailey::upstream {
namespace {

// Servers give up idle connections after 5 to 120 seconds; one that does is noticed.
constexpr std::chrono::seconds kPatience{60};
constexpr std::size_t kIdleMax = 1024;

}  // namespace

std::unique_ptr<Connection> Pool::take() {
  while (!idle_.empty()) {
    std::unique_ptr<Connection> connection = std::move(idle_.back());
    idle_.pop_back();
    if (connection->isAlive()) {
      return connection;
    }
    bury(std::move(connection));
  }
  return nullptr;
}

void Pool::keep(std::unique_ptr<Connection> connection) {
  if (idle_.size() >= kIdleMax) {
    bury(std::move(connection));
    return;
  }
  connection->park(*this, kPatience);
  idle_.push_back(std::move(connection));
}

void Pool::onTrouble(Connection& connection, Trouble /*trouble*/) {
  const auto at = std::find_if(
      idle_.begin(), idle_.end(), [&](const auto& idle) { return idle.get() == &connection; });
  if (at != idle_.end()) {
    bury(std::move(*at));
    idle_.erase(at);
  }
}

// Not at once: it may be the one that is calling.
void Pool::bury(std::unique_ptr<Connection> connection) {
  connection->abandon();
  loop_.later([grave = std::shared_ptr<Connection>(std::move(connection))] {});
}

}  // namespace bailey::upstream
