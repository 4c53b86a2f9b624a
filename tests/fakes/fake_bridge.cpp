#include "fakes/fake_bridge.h"

#include "fakes/tls_listener.h"

#include <nlohmann/json.hpp>
#include <Poco/Event.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/ThreadPool.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>
#include <mutex>
#include <vector>

namespace bailey::fakes {
namespace {

using nlohmann::json;

constexpr std::size_t kPageSize = 10;
constexpr std::size_t kAgentPageSize = 2;
constexpr std::size_t kContactsPerSecond = 4;  // So that a page's end divides a second.

struct Reply {
  int status = 200;
  json body;
  std::string raw;  // Instead of `body`, when not empty.
  std::string type = "application/json";
  std::string allow;
};

Reply failure(int status, const char* message) {
  return {status, {{"message", message}, {"code", "fake"}}, "", "application/json", ""};
}

json contactNumber(std::size_t number) {
  const std::string digits = std::to_string(number);
  return {
      {"id", "c-" + digits},
      {"name", "Contact " + digits},
      {"emails", {"c" + digits + "@example.test"}},
      {"phones",
       {"+3512100000" + std::string(2 - std::min<std::size_t>(2, digits.size()), '0') + digits}}};
}

// When it was changed; the text's order is the order in time.
std::string timeOf(std::size_t number) {
  const std::string second = std::to_string(10 + number / kContactsPerSecond);
  return "2024-03-05 08:20:" + second + " UTC";
}

std::string textOr(const json& object, const char* key, const char* fallback) {
  const auto member = object.find(key);
  return member != object.end() && member->is_string() ? member->get<std::string>() : fallback;
}

// Where an offset like "p10" points; 0 without one.
std::size_t positionOf(const json& meta) {
  const std::string offset = textOr(meta, "offset", "p0");
  return std::stoul(offset.substr(1));
}

// What the bridge knows, and how it answers. Called from several threads.
class Behaviour {
public:
  explicit Behaviour(Fault fault) : fault_(fault) {}

  Reply answer(const std::string& method, const std::string& path, const json& request);

  [[nodiscard]] Fault fault() const { return fault_; }

  [[nodiscard]] std::size_t actionsRun() const { return actions_run_; }

  [[nodiscard]] std::vector<json> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

  void acceptAccessToken(const std::string& token) {
    const std::lock_guard lock(mutex_);
    access_token_ = token;
  }

  // Blocks until release(); for the request that hangs.
  void hang() { released_.wait(); }

  void release() { released_.set(); }

private:
  Reply operation(const std::string& path, const json& request);
  bool isRight(const json& request);
  [[nodiscard]] Reply refusal(const json& request) const;
  Reply authValidation(const json& request);
  Reply contacts(const json& request);
  [[nodiscard]] std::vector<std::size_t> contactsAfter(const std::string& checkpoint) const;
  [[nodiscard]] json contactPage(const std::vector<std::size_t>& numbers, std::size_t start) const;
  Reply agents(const json& meta);
  Reply interactions(const json& request);
  Reply createTicket(const json& request);
  std::string contactFor(const json& data) const;
  json ticket(const std::string& id, const std::string& contact) const;

  const Fault fault_;
  Poco::Event released_{Poco::Event::EVENT_MANUALRESET};
  std::atomic<std::size_t> actions_run_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::vector<std::string>> created_;  // Tickets by contact; by mutex_.
  std::vector<json> requests_;                               // by mutex_
  std::string access_token_;                                 // by mutex_
};

Reply Behaviour::answer(const std::string& method, const std::string& path, const json& request) {
  static const std::string kBase = std::string("/demo/") + FakeBridge::kPathSecret;
  if (path.compare(0, kBase.size(), kBase) != 0) {
    return failure(404, "there is nothing here");
  }
  if (method != "POST") {
    if (fault_ == Fault::GetIs200) {
      return {200, json::object(), "", "application/json", ""};
    }
    Reply refused = failure(405, "only POST is allowed");
    refused.allow = fault_ == Fault::No405Allow ? "" : "POST";
    return refused;
  }
  return operation(path.substr(kBase.size()), request);
}

Reply Behaviour::operation(const std::string& path, const json& request) {
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  if (path == "/auth_validation") {
    return authValidation(request);
  }
  const bool is_known = path == "/contact_sync" || path == "/agent_sync" ||
                        path == "/interaction_update" || path == "/actions/create_ticket";
  if (!is_known) {
    return fault_ == Fault::UnknownPathIs200
               ? Reply{200, json::object(), "", "application/json", ""}
               : failure(404, "there is nothing here");
  }
  if (!isRight(request)) {
    return path == "/contact_sync" && fault_ == Fault::EmptyForStrangers
               ? Reply{200,
                       {{"contacts", json::array()}, {"synchronization_checkpoint", timeOf(0)}},
                       "",
                       "application/json",
                       ""}
               : refusal(request);
  }
  if (path == "/contact_sync") {
    return contacts(request);
  }
  if (path == "/agent_sync") {
    return agents(request.value("meta", json::object()));
  }
  return path == "/interaction_update" ? interactions(request) : createTicket(request);
}

bool Behaviour::isRight(const json& request) {
  const json auth = request.value("auth", json::object());
  const std::lock_guard lock(mutex_);
  return textOr(auth, "token", "") == FakeBridge::kToken ||
         (!access_token_.empty() && textOr(auth, "access_token", "") == access_token_);
}

Reply Behaviour::refusal(const json& request) const {
  switch (fault_) {
    case Fault::EchoesCredential:
      return {401, {{"message", request}}, "", "application/json", ""};
    case Fault::HtmlError:
      return {401, {}, "<html>Please log in</html>", "text/html", ""};
    case Fault::ForbidsStrangers:
      return failure(403, "the CRM does not know this token");
    case Fault::LeaksCredential: {
      const std::string token = textOr(request.value("auth", json::object()), "token", "");
      return failure(401, ("the CRM does not know " + token).c_str());
    }
    default:
      return failure(401, "the CRM does not know this token");
  }
}

Reply Behaviour::authValidation(const json& request) {
  if (fault_ == Fault::RefusesRightCredential ||
      (!isRight(request) && fault_ != Fault::AcceptsWrongCredential)) {
    return refusal(request);
  }
  if (fault_ == Fault::EchoesCredential) {
    return {200, {{"token_list", {FakeBridge::kToken}}}, "", "application/json", ""};
  }
  if (fault_ == Fault::StoresAnObject) {
    return {200, {{"account", {{"id", 1}}}}, "", "application/json", ""};
  }
  if (fault_ == Fault::BodyIn204 || fault_ == Fault::TypeIn204) {
    return {204, json::object(), "", "application/json", ""};
  }
  return {200, {{"org_id", 4411}}, "", "application/json", ""};
}

std::vector<std::size_t> Behaviour::contactsAfter(const std::string& checkpoint) const {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < FakeBridge::kContacts; ++i) {
    const bool is_left_out = fault_ == Fault::LosesSameSecond && timeOf(i) == checkpoint;
    if (fault_ == Fault::IgnoresCheckpoint || (timeOf(i) >= checkpoint && !is_left_out)) {
      numbers.push_back(i);
    }
  }
  if (fault_ == Fault::NewestFirst) {
    std::reverse(numbers.begin(), numbers.end());
  }
  return numbers;
}

json Behaviour::contactPage(const std::vector<std::size_t>& numbers, std::size_t start) const {
  const bool repeats = fault_ == Fault::RepeatedPage && start == kPageSize;
  json list = json::array();
  for (std::size_t i = start; i < std::min(start + kPageSize, numbers.size()); ++i) {
    list.push_back(contactNumber(numbers[repeats ? i - kPageSize : i]));
  }
  if (start == kPageSize && list.size() > 3) {
    if (fault_ == Fault::NumericContactId) {
      list[3]["id"] = 13;
    } else if (fault_ == Fault::ContactWithoutName) {
      list[3].erase("name");
    } else if (fault_ == Fault::NullPhones) {
      list[3]["phones"] = nullptr;
    } else if (fault_ == Fault::NullCompany) {
      list[3]["company"] = nullptr;
    }
  }
  return list;
}

Reply Behaviour::contacts(const json& request) {
  const json meta = request.value("meta", json::object());
  const std::string checkpoint = textOr(meta, "synchronization_checkpoint", "");
  const std::vector<std::size_t> numbers = contactsAfter(checkpoint);
  const std::size_t start = positionOf(meta);
  const std::size_t end = std::min(start + kPageSize, numbers.size());
  if (fault_ == Fault::FailureAs200 && start == 2 * kPageSize) {
    return {200, {{"error", "the CRM is down"}}, "", "application/json", ""};
  }
  const bool is_empty = fault_ == Fault::EndlessEmptyPages && start >= kPageSize;
  json page{{"contacts", is_empty ? json::array() : contactPage(numbers, start)},
            {"synchronization_checkpoint",
             std::max(checkpoint, timeOf(end > start ? numbers[end - 1] : FakeBridge::kContacts))}};
  if (fault_ == Fault::CheckpointIsNow) {
    page["synchronization_checkpoint"] = "2030-01-01 00:00:00 UTC";
  }
  if (end < numbers.size() || is_empty) {
    const bool is_stuck = fault_ == Fault::SameNextOffset && start == kPageSize;
    page["next_offset"] = "p" + std::to_string(is_stuck ? start : start + kPageSize);
    if (fault_ == Fault::NumericNextOffset && start == kPageSize) {
      page["next_offset"] = 2;
    }
  } else if (fault_ == Fault::NullNextOffset) {
    page["next_offset"] = nullptr;
  } else if (fault_ == Fault::EmptyNextOffset) {
    page["next_offset"] = "";
  }
  if (fault_ == Fault::NoCheckpoint && start == kPageSize) {
    page.erase("synchronization_checkpoint");
  }
  return {200, page, "", fault_ == Fault::HtmlType ? "text/html" : "application/json", ""};
}

Reply Behaviour::agents(const json& meta) {
  if (fault_ == Fault::Hangs) {
    hang();
  }
  if (fault_ == Fault::Redirects) {
    return {302, json::object(), "", "application/json", ""};
  }
  if (fault_ == Fault::NoJson) {
    return {200, {}, "<html>503 Service Unavailable</html>", "application/json", ""};
  }
  const json offset = meta.value("offset", json());
  const std::size_t start = offset.is_number_unsigned() ? offset.get<std::size_t>() : 0;
  const std::size_t end = std::min(start + kAgentPageSize, FakeBridge::kAgents);
  json list = json::array();
  for (std::size_t i = start; i < end; ++i) {
    const std::string digits = std::to_string(i);
    list.push_back({{"id", "u-" + digits},
                    {"name", "Agent " + digits},
                    {"email", "u" + digits + "@example.test"}});
  }
  if (start != 0 && fault_ == Fault::DuplicateAgent) {
    list[0]["id"] = "u-1";
  }
  if (start == 0 && fault_ == Fault::NumericAgentId) {
    list[0]["id"] = 341231;
  }
  json page{{"agents", list}};
  if (end < FakeBridge::kAgents) {
    page["next_offset"] = end;
    if (fault_ == Fault::TextAgentOffset) {
      page["next_offset"] = std::to_string(end);
    }
  } else if (fault_ == Fault::NullAgentOffset) {
    page["next_offset"] = nullptr;
  }
  return {200, page, "", "application/json", ""};
}

std::string Behaviour::contactFor(const json& data) const {
  if (data.contains("contact_external_id")) {
    return textOr(data, "contact_external_id", "");
  }
  for (std::size_t i = 0; i < FakeBridge::kContacts; ++i) {
    const json contact = contactNumber(i);
    const bool has_email = data.value("contact_emails", json()) == contact["emails"];
    const bool has_phone =
        data.value("contact_phones", json()) == contact["phones"] && fault_ != Fault::IgnoresPhones;
    if (has_email || has_phone) {
      return contact["id"].get<std::string>();
    }
  }
  return "";
}

json Behaviour::ticket(const std::string& id, const std::string& contact) const {
  json ticket{{"id", id},
              {"subject", "About " + contact},
              {"date", "2024-02-28 10:02:00 UTC"},
              {"type", "ticket"},
              {"priority", "normal"},
              {"status", fault_ == Fault::UnknownStatus ? "in_progress" : "open"}};
  if (fault_ == Fault::IsoDate) {
    ticket["date"] = "2024-02-28T10:02:00Z";
  } else if (fault_ == Fault::NoSuchDay) {
    ticket["date"] = "2024-02-30 10:02:00 UTC";
  } else if (fault_ == Fault::NullPriority) {
    ticket["priority"] = nullptr;
  } else if (fault_ == Fault::NumericInteractionId) {
    ticket["id"] = 902;
  }
  return ticket;
}

Reply Behaviour::interactions(const json& request) {
  const std::string contact = contactFor(request.value("data", json::object()));
  json list = json::array();
  // Only the third contact has a history.
  if (contact == "c-2") {
    list.push_back(ticket("t-1", contact));
  }
  const std::lock_guard lock(mutex_);
  for (const std::string& id : created_[contact]) {
    list.push_back(ticket(id, contact));
  }
  if (fault_ == Fault::OtherTypes &&
      request.value("meta", json::object()).contains("interaction_types")) {
    list.push_back(ticket("t-8", contact));
    list.back()["type"] = "call";
  }
  if (fault_ == Fault::InteractionsInObject) {
    list = {{"interactions", list}};
  }
  return {200, list, "", "application/json", ""};
}

Reply Behaviour::createTicket(const json& request) {
  const std::size_t number = ++actions_run_;
  const json data = request.value("data", json::object());
  if (textOr(data, "subject", "").empty() || fault_ == Fault::ActionRefuses) {
    return failure(400, "the mailbox is closed");
  }
  if (fault_ == Fault::ActionFailsSilently) {
    return {400, json::object(), "", "application/json", ""};
  }
  const std::string id = "t-new-" + std::to_string(number);
  const std::string contact =
      textOr(request.value("meta", json::object()), "contact_external_id", "");
  if (fault_ != Fault::ActionForgets) {
    const std::lock_guard lock(mutex_);
    created_[contact].push_back(id);
  }
  const int status = fault_ == Fault::ActionStatus200 ? 200 : 201;
  json answer{{"message", "Ticket created"}, {"external_id", id}};
  if (fault_ == Fault::NullExternalId) {
    answer["external_id"] = nullptr;
  }
  return {status, answer, "", "application/json", ""};
}

// The beginning of an answer whose end never comes; empty for faults that answer in full.
std::string fragmentFor(Fault fault, const std::string& path) {
  static const std::string kHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  if (path.find("/agent_sync") == std::string::npos) {
    return "";
  }
  if (fault == Fault::EndsMidBody) {
    return kHead + "Content-Length: 1000\r\n\r\n{\"agents\": [";
  }
  if (fault == Fault::TruncatesChunk) {
    return kHead + "Transfer-Encoding: chunked\r\n\r\n40\r\n{\"agents\": [";
  }
  return "";
}

class Handler : public Poco::Net::HTTPRequestHandler {
public:
  Handler(Behaviour& behaviour, bool drops) : behaviour_(behaviour), drops_(drops) {}

  void handleRequest(Poco::Net::HTTPServerRequest& request,
                     Poco::Net::HTTPServerResponse& response) override {
    const std::string text(std::istreambuf_iterator<char>(request.stream()), {});
    const std::string fragment = fragmentFor(behaviour_.fault(), request.getURI());
    if (drops_ || !fragment.empty()) {
      auto& socket = dynamic_cast<Poco::Net::HTTPServerRequestImpl&>(request).socket();
      if (!fragment.empty()) {
        socket.sendBytes(fragment.data(), static_cast<int>(fragment.size()));
      }
      socket.close();
      throw Poco::Net::ConnectionAbortedException();
    }
    const json body = json::parse(text, nullptr, false);
    const Reply reply = behaviour_.answer(
        request.getMethod(), request.getURI(), body.is_object() ? body : json::object());
    response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(reply.status));
    response.setContentType(reply.type);
    if (!reply.allow.empty()) {
      response.set("Allow", reply.allow);
    }
    if (behaviour_.fault() == Fault::TypeIn204 && reply.status == 204) {
      response.send();
      return;
    }
    const std::string content = reply.raw.empty() ? reply.body.dump() : reply.raw;
    response.sendBuffer(content.data(), content.size());
  }

private:
  Behaviour& behaviour_;
  const bool drops_;
};

// Poco asks for a handler once per request, which is where requests of a connection are counted.
class HandlerFactory : public Poco::Net::HTTPRequestHandlerFactory {
public:
  explicit HandlerFactory(Behaviour& behaviour) : behaviour_(behaviour) {}

  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const Poco::Net::HTTPServerRequest& request) override {
    const std::lock_guard lock(mutex_);
    const std::size_t earlier = requests_[request.clientAddress().port()]++;
    return new Handler(behaviour_,
                       behaviour_.fault() == Fault::ClosesKeptConnections && earlier > 0);
  }

private:
  Behaviour& behaviour_;
  std::mutex mutex_;
  std::map<std::uint16_t, std::size_t> requests_;  // By the caller's port; guarded by mutex_.
};

}  // namespace

struct FakeBridge::Parts {
  Parts(const TestCertificates& certificates, Fault fault)
      : behaviour(fault),
        socket(listenOn(certificates)),
        server(new HandlerFactory(behaviour), pool, socket, new Poco::Net::HTTPServerParams) {}

  Behaviour behaviour;
  Poco::ThreadPool pool;
  Poco::Net::SecureServerSocket socket;
  Poco::Net::HTTPServer server;
};

FakeBridge::FakeBridge(const TestCertificates& certificates, Fault fault)
    : parts_(std::make_unique<Parts>(certificates, fault)) {
  parts_->server.start();
}

FakeBridge::~FakeBridge() {
  parts_->behaviour.release();
  parts_->server.stopAll(/*abortCurrent=*/true);
  parts_->pool.joinAll();
}

std::string FakeBridge::url(const std::string& host) const {
  return "https://" + host + ":" + std::to_string(port()) + "/demo/" + kPathSecret;
}

std::uint16_t FakeBridge::port() const {
  return parts_->socket.address().port();
}

json FakeBridge::auth() {
  return {{"account", "northwind"}, {"token", kToken}};
}

std::size_t FakeBridge::actionsRun() const {
  return parts_->behaviour.actionsRun();
}

std::size_t FakeBridge::callsWithStoredField() const {
  const std::vector<json> all = requests();
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const json& request) {
    return request.value("auth", json::object()).value("org_id", 0) == 4411;
  }));
}

std::vector<json> FakeBridge::requests() const {
  return parts_->behaviour.requests();
}

void FakeBridge::acceptAccessToken(const std::string& token) {
  parts_->behaviour.acceptAccessToken(token);
}

}  // namespace bailey::fakes
