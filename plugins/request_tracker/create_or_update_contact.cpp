// The action create_or_update_contact: an unprivileged user of RT.
#include "actions.h"
#include "contact_mapping.h"
#include "custom_fields.h"
#include "plain_text.h"
#include "ticket_sql.h"
#include "user_fields.h"

#include "bailey/email.hpp"
#include "bailey/json_writer.hpp"

#include <optional>
#include <utility>

namespace bailey::request_tracker {
namespace {

constexpr std::string_view kNotSaved = "Contact not saved";

using Fields = std::vector<std::pair<std::string_view, std::string>>;  // of a user, filled in

Fields fieldsOf(const ActionRequest& request) {
  Fields fields;
  const auto add = [&](std::string_view field, std::string_view input) {
    if (std::string value = request.text(input); !value.empty()) {
      fields.emplace_back(field, std::move(value));
    }
  };
  add("EmailAddress", "email");
  add("RealName", "name");
  add("MobilePhone", "phone");
  add("Organization", "company");
  return fields;
}

// A user of RT has to have a name to log in with, which is nobody else's.
std::string loginOf(const ActionRequest& request) {
  for (const char* input : {"email", "phone"}) {
    if (std::string login = request.text(input); !login.empty()) {
      return login;
    }
  }
  throw Error(Error::Code::InvalidRequest,
              "Contact not saved: it needs an e-mail address or a phone number.");
}

// Ids of users whose `field` is `value`; nothing when there is none.
Task<std::string> userWith(const Rest& rest, std::string_view field, const std::string& value) {
  std::string query;
  JsonWriter json(query);
  json.beginArray().beginObject().member("field", field).member("operator", "=");
  json.member("value", value).end().end();
  Url url = rest.url();
  url.path("users").query("query", query).query("fields", "id,Name,EmailAddress");
  std::string address = std::move(url).text();
  const HttpResponse response = co_await rest.get(std::move(address));
  const JsonDocument document(response.body());
  std::string id;
  itemsOf(document).forEachElement([&](JsonNode user) {
    const std::string_view found = user[field].string();
    if (found == value || sameEmail(found, value)) {
      id = user["id"].text();
    }
  });
  co_return std::move(id);
}

// The contact's own id, else that of who has the address, else of who logs in with it.
Task<std::string> findUser(const Rest& rest,
                           const ActionRequest& request,
                           const std::string& login) {
  std::string id;
  if (isId(request.contact_id)) {
    id = request.contact_id;
    co_return std::move(id);
  }
  if (const std::string email = request.text("email"); !email.empty()) {
    id = co_await userWith(rest, "EmailAddress", email);
  }
  if (id.empty()) {
    id = co_await userWith(rest, "Name", login);
  }
  co_return std::move(id);
}

std::string bodyOf(const Fields& fields, const Texts& custom_fields, std::string_view login) {
  std::string body;
  JsonWriter json(body);
  json.beginObject().optionalMember("Name", login);
  for (const auto& [field, value] : fields) {
    json.member(field, value);
  }
  if (!login.empty()) {
    json.key("Privileged").value(0);
  }
  writeCustomFields(json, custom_fields);
  json.end();
  return body;
}

// Also what RT did not take, as it answers 200 to that too.
std::string shortfall(JsonNode user, const Fields& fields, const Texts& custom_fields) {
  std::string missing;
  for (const auto& [field, value] : fields) {
    const std::string_view now = user[field].string();
    if (now != value && !sameEmail(now, value)) {
      (missing += missing.empty() ? "" : ", ") += field;
    }
  }
  const std::string custom = missingCustomFields(user, custom_fields);
  return missing.empty() || custom.empty() ? missing + custom : missing + ", " + custom;
}

// Customers may not become staff's namesakes: an address of staff is a way to their password.
void requireCustomer(JsonNode user) {
  if (user["Privileged"].text() != "0") {
    throw Error(Error::Code::Conflict,
                "Contact not saved: this is a member of staff in Request Tracker, to be changed "
                "only there.");
  }
}

ActionResult savedContact(const Rest& rest, const std::string& id, std::string message) {
  ActionResult result;
  result.message = std::move(message);
  if (isId(id)) {
    result.contact_external_id = id;
    result.contact_external_type = "contact";
    result.contact_external_url = userPage(rest.settings(), id);
  }
  return result;
}

Task<ActionResult> update(const Rest& rest,
                          std::string id,
                          const Fields& fields,
                          const Texts& custom_fields) {
  const std::string url = rest.url().path("user").path(id).text();
  std::string before = url;
  const std::optional<HttpResponse> found = co_await rest.find(std::move(before));
  if (!found) {
    throw Error(Error::Code::NotFound,
                "Contact not saved: Request Tracker does not have this contact.");
  }
  const JsonDocument user(found->body());
  requireCustomer(user.root());
  std::string body = bodyOf(fields, custom_fields, {});
  HttpRequest put = HttpRequest::put(url);
  const HttpResponse changed = co_await rest.write(std::move(put), std::move(body), kNotSaved);
  std::string missing;
  bool seen = false;
  try {
    std::string after = url;
    const HttpResponse response = co_await rest.get(std::move(after));
    const JsonDocument document(response.body());
    missing = shortfall(document.root(), fields, custom_fields);
    seen = true;
  } catch (const Error&) {
    seen = false;
  }
  if (!seen) {
    throw Error(Error::Code::Unavailable,
                "Request Tracker did not say whether the contact changed: look at it there.");
  }
  if (!missing.empty()) {
    throw Error(Error::Code::Rejected,
                "Request Tracker did not take " + missing +
                    " of the contact: it may be another's, or the account lacks a right.");
  }
  co_return savedContact(rest, id, "Contact updated");
}

// RT answers with the name and says the id in the field Location: ".../user/41".
std::string idIn(std::string_view location) {
  const std::size_t slash = location.rfind('/');
  const std::string_view id =
      slash == std::string_view::npos ? location : location.substr(slash + 1);
  return isId(id) ? std::string(id) : std::string();
}

Task<ActionResult> create(const Rest& rest,
                          const Fields& fields,
                          const Texts& custom_fields,
                          const std::string& login) {
  std::string body = bodyOf(fields, custom_fields, login);
  HttpRequest post = HttpRequest::post(rest.url().path("user").text());
  const HttpResponse created = co_await rest.write(std::move(post), std::move(body), kNotSaved);
  const std::string id = idIn(created.field("Location"));
  co_return savedContact(rest, id, "Contact created");
}

}  // namespace

Task<ActionResult> createOrUpdateContact(const ActionRequest& request, const Rest& rest) {
  const Fields fields = fieldsOf(request);
  const Texts custom_fields = customInputs(request, rest.settings());
  const std::string login = isId(request.contact_id) ? std::string() : loginOf(request);
  if (fields.empty() && custom_fields.empty()) {
    throw Error(Error::Code::InvalidRequest, "Contact not saved: nothing is filled in.");
  }
  std::string id = co_await findUser(rest, request, login);
  if (id.empty()) {
    ActionResult created = co_await create(rest, fields, custom_fields, login);
    co_return std::move(created);
  }
  ActionResult updated = co_await update(rest, std::move(id), fields, custom_fields);
  co_return std::move(updated);
}

}  // namespace bailey::request_tracker
