// The connections to one origin that wait for their next request.
#pragma once

#include "upstream/connection.h"

#include <functional>
#include <memory>
#include <vector>

namespace bailey::upstream {

// One loop's. A connection that the CRM gives up leaves by itself.
class Pool final : public Connection::User {
public:
  explicit Pool(event::Loop& loop) : loop_(loop) {}

  // The one used last, whose CRM still listens; null when there is none.
  [[nodiscard]] std::unique_ptr<Connection> take();

  // REQUIRES: connection->isReusable()
  void keep(std::unique_ptr<Connection> connection);

  [[nodiscard]] bool isEmpty() const { return idle_.empty(); }

  // For connections to this origin.
  [[nodiscard]] const std::shared_ptr<TlsSession>& session() const { return session_; }

private:
  void onConnected() override {}

  void onAnswer(AnswerPtr /*answer*/) override {}

  void onTrouble(Connection& connection, Trouble trouble) override;
  void bury(std::unique_ptr<Connection> connection);

  event::Loop& loop_;
  const std::shared_ptr<TlsSession> session_ = std::make_shared<TlsSession>();
  std::vector<std::unique_ptr<Connection>> idle_;  // the one used last is at the end
};

}  // namespace bailey::upstream
