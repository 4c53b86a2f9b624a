// The adapter of the benchmark kit's work.md: the action `echo`, which needs no upstream, the
// action `create_ticket` with one upstream call, and contact pages of 1,000. It holds no thread.
#include "bailey/http_errors.hpp"
#include "bailey/json_document.hpp"
#include "bailey/plugin.hpp"
#include "bailey/url.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using bailey::ActionRequest;
using bailey::ActionResult;
using bailey::Call;
using bailey::Contact;
using bailey::ContactPage;
using bailey::HttpRequest;
using bailey::HttpResponse;
using bailey::JsonDocument;
using bailey::JsonNode;
using bailey::Task;

void addText(std::vector<std::string>& to, JsonNode value) {
  if (const std::string_view text = value.string(); !text.empty()) {
    to.emplace_back(text);
  }
}

class BenchCrm final : public bailey::AsyncAdapter {
public:
  explicit BenchCrm(const bailey::Setup& setup)
      : message_(setup.settings.value("message", "")),
        upstream_(setup.settings.value("upstream", "")),
        url_("https://" + setup.integration + ".example.com/contacts/") {}

  Task<ActionResult> action(const ActionRequest& request, Call& call) override {
    if (request.action == "create_ticket") {
      return createTicket(request, call);
    }
    return echo(request);
  }

  Task<ContactPage> contactSynchronization(const bailey::ContactSynchronizationRequest& /*request*/,
                                           Call& call) override {
    HttpRequest page = HttpRequest::get(
        bailey::Url(upstream_).path("contacts").query("page", 1).query("per_page", 1000).text());
    const HttpResponse response = co_await call.http().send(std::move(page));
    bailey::requireSuccess(response);
    const JsonDocument document(response.body());
    ContactPage result;
    result.contacts.reserve(1000);
    document["contacts"].forEachElement(
        [&](JsonNode contact) { result.contacts.push_back(toContact(contact)); });
    result.checkpoint = "page-1";
    co_return result;
  }

private:
  Task<ActionResult> echo(const ActionRequest& request) const {
    co_return ActionResult{.message = message_,
                           .external_id = request.contact_id,
                           .contact_external_id = request.contact_id,
                           .contact_external_type = "contact",
                           .contact_external_url = url_ + request.contact_id};
  }

  Task<ActionResult> createTicket(const ActionRequest& request, Call& call) const {
    std::string body;
    bailey::JsonWriter json(body);
    json.beginObject()
        .key("ticket")
        .beginObject()
        .member("subject", request.text("subject"))
        .member("description", request.text("description"))
        .member("requester_id", request.contact_id)
        .end()
        .end();
    HttpRequest create = HttpRequest::post(bailey::Url(upstream_).path("tickets").text());
    create.json(std::move(body));
    const HttpResponse response = co_await call.http().send(std::move(create));
    bailey::requireSuccess(response);
    const JsonDocument document(response.body());
    const JsonNode ticket = document["ticket"].present() ? document["ticket"] : document.root();
    co_return ActionResult{.message = message_,
                           .external_id = ticket["id"].text(),
                           .contact_external_id = ticket["requester_id"].text(),
                           .contact_external_type = ticket["type"].text()};
  }

  static Contact toContact(JsonNode from) {
    Contact contact{.id = from["id"].text(), .name = from["name"].text()};
    addText(contact.emails, from["email"]);
    addText(contact.emails, from["alt_email"]);
    addText(contact.phones, from["phone"]);
    addText(contact.phones, from["mobile"]);
    return contact;
  }

  const std::string message_;
  const std::string upstream_;
  const std::string url_;
};

}  // namespace

BAILEY_PLUGIN(BenchCrm, R"json({
  "name": "bench_crm",
  "version": "1.0.0",
  "description": "the work of the benchmark kit",
  "operations": {
    "action": {"execution": "nonblocking"},
    "contact_synchronization": {"execution": "nonblocking"}
  }
})json");
