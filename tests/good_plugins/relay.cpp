// The plugin that tests of the outbound service steer: it asks its CRM what its caller says.
// Settings:
//   "base"      the CRM's origin, "https://localhost:8443"
//   "contacts"  target of contact synchronization there, which answers {"items": [{"id": ...}]}
// The action `ask` reads from `data`: "method", "target" or a whole "url", "body", "field" with
// "value" (a header field), "repeatable"; its answer has the CRM's status as external_id and the
// beginning of its body as message. `write_then` sends a POST to /ok and then asks: an adapter that
// has written when its token is refused.
// Built twice: relay.so holds no thread, relay_blocking.so waits on a worker.
#include "bailey/http_errors.hpp"
#include "bailey/json_document.hpp"
#include "bailey/plugin.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace {

using bailey::ActionRequest;
using bailey::ActionResult;
using bailey::AuthValidationRequest;
using bailey::Call;
using bailey::ContactPage;
using bailey::ContactSynchronizationRequest;
using bailey::Error;
using bailey::HttpRequest;
using bailey::HttpResponse;
using bailey::JsonDocument;
using bailey::JsonNode;
using bailey::StoredFields;
using bailey::Task;

constexpr std::size_t kShown = 200;

HttpRequest requestFrom(const std::string& base, const ActionRequest& request) {
  const std::string url =
      request.text("url").empty() ? base + request.text("target") : request.text("url");
  HttpRequest wanted(request.text("method").empty() ? "GET" : request.text("method"), url);
  if (!request.text("body").empty()) {
    wanted.json(request.text("body"));
  }
  if (!request.text("field").empty()) {
    wanted.field(request.text("field"), request.text("value"));
  }
  if (request.text("repeatable") == "true") {
    wanted.repeatable();
  }
  return wanted;
}

ActionResult resultOf(const HttpResponse& response) {
  if (response.status() == 401 || response.status() == 429 || response.status() >= 500) {
    throw bailey::errorOf(response);
  }
  return {.message = std::string(response.body().substr(0, kShown)),
          .external_id = std::to_string(response.status()),
          .contact_external_id = std::to_string(response.body().size())};
}

ContactPage pageFrom(const HttpResponse& response) {
  bailey::requireSuccess(response);
  const JsonDocument document(response.body());
  if (!document["items"].isArray()) {
    throw Error(Error::Code::Unavailable, "The CRM sent no list of contacts.");
  }
  ContactPage page;
  document["items"].forEachElement([&](JsonNode contact) {
    page.contacts.push_back({.id = contact["id"].text(), .name = contact["name"].text()});
  });
  page.checkpoint = "all";
  return page;
}

#ifdef RELAY_BLOCKING

class Relay final : public bailey::Adapter {
public:
  explicit Relay(const bailey::Setup& setup)
      : base_(setup.settings.at("base").get<std::string>()),
        contacts_(setup.settings.value("contacts", "/ok")) {}

  StoredFields authValidation(const AuthValidationRequest& /*request*/, Call& call) override {
    bailey::requireSuccess(call.http().fetch(HttpRequest::get(base_ + contacts_)));
    return {};
  }

  ContactPage contactSynchronization(const ContactSynchronizationRequest& /*request*/,
                                     Call& call) override {
    return pageFrom(call.http().fetch(HttpRequest::get(base_ + contacts_)));
  }

  ActionResult action(const ActionRequest& request, Call& call) override {
    if (request.action == "write_then") {
      bailey::requireSuccess(call.http().fetch(HttpRequest::post(base_ + "/ok")));
    }
    return resultOf(call.http().fetch(requestFrom(base_, request)));
  }

private:
  const std::string base_;
  const std::string contacts_;
};

#define EXECUTION "blocking"

#else

class Relay final : public bailey::AsyncAdapter {
public:
  explicit Relay(const bailey::Setup& setup)
      : base_(setup.settings.at("base").get<std::string>()),
        contacts_(setup.settings.value("contacts", "/ok")) {}

  Task<StoredFields> authValidation(const AuthValidationRequest& /*request*/, Call& call) override {
    const HttpResponse response = co_await call.http().get(base_ + contacts_);
    bailey::requireSuccess(response);
    co_return StoredFields{};
  }

  Task<ContactPage> contactSynchronization(const ContactSynchronizationRequest& /*request*/,
                                           Call& call) override {
    const HttpResponse response = co_await call.http().get(base_ + contacts_);
    co_return pageFrom(response);
  }

  Task<ActionResult> action(const ActionRequest& request, Call& call) override {
    if (request.action == "write_then") {
      HttpRequest write = HttpRequest::post(base_ + "/ok");
      const HttpResponse written = co_await call.http().send(std::move(write));
      bailey::requireSuccess(written);
    }
    HttpRequest wanted = requestFrom(base_, request);
    const HttpResponse response = co_await call.http().send(std::move(wanted));
    co_return resultOf(response);
  }

private:
  const std::string base_;
  const std::string contacts_;
};

#define EXECUTION "nonblocking"

#endif

}  // namespace

BAILEY_PLUGIN(Relay,
              R"json({
  "name": ")json" RELAY_NAME R"json(",
  "version": "1.0.0",
  "description": "asks its CRM what it is told to",
  "operations": {
    "auth_validation": {"execution": ")json" EXECUTION R"json("},
    "contact_synchronization": {"execution": ")json" EXECUTION R"json("},
    "action": {"execution": ")json" EXECUTION R"json("}
  }
})json");
