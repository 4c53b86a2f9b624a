// The action create_or_update_contact: name, email, phone, company. Updates the contact in whose
// scope it runs, else the user with that address, else the one with that number; if there is none,
// makes a new one.
#include "actions.h"
#include "failures.h"
#include "text.h"
#include "user_search.h"
#include "written_record.h"

#include <optional>

namespace bailey::zendesk {
namespace {

struct Person {
  std::string name;
  std::string email;
  std::string phone;
  std::string company;
};

Person personIn(const ActionRequest& request) {
  const auto input = [&](std::string_view key) {
    return std::string(trimmed(request.text(key)));
  };
  return {input("name"), input("email"), input("phone"), input("company")};
}

void writeUserFields(JsonWriter& json, const ActionRequest& request, const Words& user_fields) {
  bool any = false;
  for (const auto& [input, key] : user_fields) {
    const std::string value = request.text(input);
    if (value.empty()) {
      continue;
    }
    if (!any) {
      json.key("user_fields").beginObject();
      any = true;
    }
    json.member(key, value);
  }
  if (any) {
    json.end();
  }
}

std::string bodyOf(const ActionContext& context, const Person& person, bool may_be_new) {
  std::string body;
  JsonWriter json(body);
  json.beginObject().key("user").beginObject();
  json.optionalMember("name", person.name)
      .optionalMember("email", person.email)
      .optionalMember("phone", person.phone);
  if (!person.company.empty()) {
    json.key("organization").beginObject().member("name", person.company).end();
  }
  writeUserFields(json, context.request, context.settings.actions.user_fields);
  if (may_be_new && context.settings.actions.skip_verify_email) {
    json.key("skip_verify_email").value(true);
  }
  json.end().end();
  return body;
}

// The id of the user to update; empty: Zendesk finds it by the address, or makes a new one.
Task<std::string> existingUser(const ActionContext& context, const Person& person) {
  std::string id = contactIdOf(context.request);
  if (id.empty() && person.email.empty() && !person.phone.empty()) {
    const std::vector<std::string> no_emails;
    const std::vector<std::string> phones = {person.phone};
    id = co_await findUser(no_emails, phones, context.account, context.call);
  }
  co_return id;
}

Task<ActionResult> write(const ActionContext& context, HttpRequest request, std::string known_id) {
  const HttpResponse response = co_await context.call.http().send(std::move(request));
  if (response.status() == 404) {
    throw Error(Error::Code::NotFound, "Zendesk does not have this contact any more.");
  }
  expectSuccess(response);
  std::string id = writtenId(response, "user");
  id = id.empty() ? known_id : id;
  ActionResult result;
  result.message = response.status() == 201 ? "Contact created" : "Contact updated";
  if (!id.empty()) {
    result.contact_external_id = id;
    result.contact_external_type = "user";
    result.contact_external_url = userPage(context.account.origin(), id);
  }
  co_return result;
}

}  // namespace

Task<ActionResult> createOrUpdateContact(const ActionContext& context) {
  Person person = personIn(context.request);
  if (person.name.empty() && person.email.empty() && person.phone.empty()) {
    throw Error(Error::Code::InvalidRequest,
                "A contact needs a name, an e-mail address or a phone number.");
  }
  const std::string user_id = co_await existingUser(context, person);
  if (user_id.empty() && person.name.empty()) {
    person.name = person.email.empty() ? person.phone : person.email;  // Zendesk wants one
  }
  Url url = context.account.api();
  url.path("users").path(user_id.empty() ? "create_or_update" : user_id);
  std::string body = bodyOf(context, person, user_id.empty());
  HttpRequest request = user_id.empty() ? context.account.post(url, std::move(body))
                                        : context.account.put(url, std::move(body));
  co_return co_await write(context, std::move(request), user_id);
}

}  // namespace bailey::zendesk
