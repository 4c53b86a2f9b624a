// One request to a CRM, from the plugin's wish to its answer: as many attempts as that may take.
#pragma once

#include "event/loop.h"
#include "upstream/answer.h"
#include "upstream/connection.h"
#include "upstream/gateway.h"
#include "upstream/guards.h"
#include "upstream/request.h"
#include "upstream/resolver.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace bailey::upstream {

class Client;

// Belongs to its client, which destroys it some time after `done` was called.
class Call final : public event::TimerHandler, public Connection::User {
public:
  using Done = std::function<void(AnswerPtr)>;

  Call(Client& client,
       std::uint64_t id,
       std::shared_ptr<const Gateway> gateway,
       Request request,
       event::Clock::time_point deadline,
       Done done);
  ~Call() override;

  // Makes the first attempt. May call `done`.
  void begin();

  // Gives up: `done` hears of Trouble::Cancelled at once, unless it heard of something before.
  void cancel();

private:
  // What it waits for.
  enum class Wait : std::uint8_t {
    Nothing,
    ForTurn,
    ForAddresses,
    ForConnection,
    ForAnswer,
    ForNextAttempt
  };

  void attempt();
  void goThere();
  void onAddresses(const Addresses& found);
  void connectNext();
  void sendRequest();
  void onTimer() override;
  void onConnected() override;
  void onAnswer(AnswerPtr answer) override;
  void onTrouble(Connection& connection, Trouble trouble) override;
  void repeatOrFinish(AnswerPtr answer, bool sent, bool on_used_connection);
  void endAttempt(const Answer& answer);
  void finish(AnswerPtr answer);
  void waitFor(Wait what, event::Clock::time_point until);
  void dropConnection();

  Client& client_;
  const std::uint64_t id_;
  const std::shared_ptr<const Gateway> gateway_;
  Request request_;
  const event::Clock::time_point deadline_;
  Done done_;  // empty: it has been called
  event::Timer timer_;
  Wait wait_ = Wait::Nothing;
  Addresses addresses_;
  std::size_t next_address_ = 0;
  std::unique_ptr<Connection> connection_;
  int attempts_ = 0;
  std::optional<Guards::Leave> leave_;                          // while an attempt is under way
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // for answers of the resolver
};

}  // namespace bailey::upstream
