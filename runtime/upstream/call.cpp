#include "upstream/call.h"

#include "upstream/client.h"
#include "upstream/field_rules.h"
#include "upstream/retry_after.h"
#include "upstream/retry_policy.h"

#include <Poco/Exception.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace bailey::upstream {
namespace {

using std::chrono::milliseconds;

// Then the next address of the name is tried. (reliability.md §4 "upstream hangs on connect")
constexpr milliseconds kConnectTime{3'000};
constexpr milliseconds kResolveTime{2'000};

std::uint32_t retryAfterSeconds(const Answer& answer) {
  const auto wait = retryAfter(answer.status, answer.fields, std::chrono::system_clock::now());
  return wait ? static_cast<std::uint32_t>(std::chrono::ceil<std::chrono::seconds>(*wait).count())
              : 0;
}

bool isSendable(const Request& request) {
  return isSendableMethod(request.method) &&
         std::all_of(request.fields.begin(), request.fields.end(), [](const auto& field) {
           return isSendableFieldName(field.first) && isSendableFieldValue(field.second);
         });
}

}  // namespace

Call::Call(Client& client,
           std::uint64_t id,
           std::shared_ptr<const Gateway> gateway,
           Request request,
           event::Clock::time_point deadline,
           Done done)
    : client_(client),
      id_(id),
      gateway_(std::move(gateway)),
      request_(std::move(request)),
      deadline_(deadline),
      done_(std::move(done)),
      timer_(client.loop().timers(), *this) {}

Call::~Call() = default;

void Call::begin() {
  if (!done_) {
    return;  // cancelled before it began
  }
  if (!isSendable(request_)) {
    finish(noAnswer(Trouble::BadRequest));
  } else if (!gateway_->policy().allows(request_.url)) {
    finish(noAnswer(Trouble::NotAllowed));
  } else {
    attempt();
  }
}

void Call::attempt() {
  ++attempts_;
  if (Tap* tap = gateway_->tap()) {
    if (AnswerPtr answer = tap->answerInstead(request_)) {
      answer->retry_after_s = retryAfterSeconds(*answer);
      repeatOrFinish(std::move(answer), true, false);
      return;
    }
  }
  const auto now = client_.loop().now();
  const Guards::Leave leave = gateway_->guards().ask(request_, (deadline_ - now) / 2, now);
  if (leave.trouble != Trouble::None) {
    AnswerPtr answer = noAnswer(leave.trouble);
    answer->retry_after_s =
        static_cast<std::uint32_t>(std::chrono::ceil<std::chrono::seconds>(leave.wait).count());
    finish(std::move(answer));
    return;
  }
  leave_ = leave;
  if (leave.wait > std::chrono::nanoseconds::zero()) {
    waitFor(Wait::ForTurn, now + leave.wait);
  } else {
    goThere();
  }
}

void Call::goThere() {
  connection_ = client_.pool(gateway_, request_.url).take();
  if (connection_ != nullptr) {
    sendRequest();
    return;
  }
  Poco::Net::IPAddress literal;
  if (Poco::Net::IPAddress::tryParse(request_.url.host, literal)) {
    onAddresses({literal});
    return;
  }
  if (auto known = client_.resolver().known(request_.url.host)) {
    onAddresses(*known);
    return;
  }
  waitFor(Wait::ForAddresses, client_.loop().now() + kResolveTime);
  client_.resolver().resolve(request_.url.host,
                             client_.loop().inbox(),
                             [this, alive = std::weak_ptr<bool>(alive_)](const Addresses& found) {
                               if (!alive.expired() && wait_ == Wait::ForAddresses) {
                                 onAddresses(found);
                               }
                             });
}

void Call::onAddresses(const Addresses& found) {
  auto admitted = gateway_->policy().admitted(request_.url, found);
  if (!admitted.ok()) {
    finish(noAnswer(found.empty() ? Trouble::NoAddress : Trouble::NotAllowed));
    return;
  }
  addresses_ = std::move(admitted.value());
  next_address_ = 0;
  connectNext();
}

void Call::connectNext() {
  const TlsTrust trust = request_.url.tls ? gateway_->trust() : TlsTrust();
  if (request_.url.tls && trust.isNull()) {
    finish(noAnswer(Trouble::TlsUntrusted));
    return;
  }
  while (next_address_ < addresses_.size()) {
    const Poco::Net::SocketAddress address(addresses_[next_address_++], request_.url.port);
    try {
      connection_ = std::make_unique<Connection>(
          client_.loop(),
          client_.scratch(),
          Endpoint{
              address, trust, request_.url.host, client_.pool(gateway_, request_.url).session()},
          *this);
      waitFor(Wait::ForConnection, client_.loop().now() + kConnectTime);
      return;
    } catch (const Poco::Exception&) {  // no way there at all: the next one
    }
  }
  repeatOrFinish(noAnswer(Trouble::Connect), false, false);
}

void Call::onConnected() {
  sendRequest();
}

void Call::sendRequest() {
  waitFor(Wait::ForAnswer, deadline_);
  connection_->send(
      wireText(request_), request_.method == "HEAD", gateway_->responseBytesMax(), *this);
}

void Call::onAnswer(AnswerPtr answer) {
  if (connection_->isReusable()) {
    client_.pool(gateway_, request_.url).keep(std::move(connection_));
  } else {
    dropConnection();
  }
  answer->retry_after_s = retryAfterSeconds(*answer);
  if (Tap* tap = gateway_->tap()) {
    tap->onAnswer(request_, *answer);
  }
  repeatOrFinish(std::move(answer), true, false);
}

void Call::onTrouble(Connection& connection, Trouble trouble) {
  const bool sent = connection.hasSent();
  const bool used = connection.isUsed();
  dropConnection();
  if (wait_ == Wait::ForConnection && next_address_ < addresses_.size()) {
    connectNext();
    return;
  }
  repeatOrFinish(noAnswer(trouble), sent, used);
}

void Call::repeatOrFinish(AnswerPtr answer, bool sent, bool on_used_connection) {
  const auto now = client_.loop().now();
  const auto delay = retryDelay({attempts_,
                                 request_.mayRepeat(),
                                 sent,
                                 on_used_connection,
                                 answer->trouble,
                                 answer->status,
                                 std::chrono::seconds(answer->retry_after_s)},
                                std::chrono::duration_cast<milliseconds>(deadline_ - now),
                                client_.random());
  if (delay) {
    waitFor(Wait::ForNextAttempt, now + *delay);
  } else {
    finish(std::move(answer));
  }
}

void Call::endAttempt(const Answer& answer) {
  if (leave_) {
    gateway_->guards().ended(*leave_, request_, answer, client_.loop().now());
    leave_.reset();
  }
}

void Call::onTimer() {
  if (client_.loop().now() >= deadline_) {
    finish(noAnswer(Trouble::Timeout));
    return;
  }
  switch (wait_) {
    case Wait::ForTurn:
      goThere();
      return;
    case Wait::ForAddresses:
      finish(noAnswer(Trouble::NoAddress));
      return;
    case Wait::ForConnection:
      dropConnection();
      connectNext();
      return;
    case Wait::ForNextAttempt:
      attempt();
      return;
    default:
      finish(noAnswer(Trouble::Timeout));
  }
}

void Call::cancel() {
  if (done_) {
    finish(noAnswer(Trouble::Cancelled));
  }
}

// The last thing that happens to it.
void Call::finish(AnswerPtr answer) {
  wait_ = Wait::Nothing;
  timer_.cancel();
  alive_.reset();
  endAttempt(*answer);
  dropConnection();
  const Done done = std::exchange(done_, nullptr);
  client_.end(id_, *gateway_, request_.url, answer->trouble);
  done(std::move(answer));
}

void Call::waitFor(Wait what, event::Clock::time_point until) {
  wait_ = what;
  timer_.set(std::min(until, deadline_));
}

// Not destroyed at once: it may be the one that is calling.
void Call::dropConnection() {
  if (connection_ != nullptr) {
    connection_->abandon();
    client_.loop().later([grave = std::shared_ptr<Connection>(std::move(connection_))] {});
  }
}

}  // namespace bailey::upstream
