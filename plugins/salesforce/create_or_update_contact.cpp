#include "action_input.h"
#include "action_names.h"
#include "actions.h"
#include "connection.h"
#include "fields.h"
#include "people.h"
#include "record_body.h"
#include "record_id.h"
#include "soql.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace bailey::salesforce {
namespace {

// The inputs as the fields that Contact and Lead have in common. The last word is the last name,
// which is the one that Salesforce needs.
RecordBody personBody(const ActionRequest& request) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::string name = request.text("name");
  name.erase(name.find_last_not_of(kBlanks) + 1);
  name.erase(0, std::min(name.find_first_not_of(kBlanks), name.size()));
  const std::size_t last = name.find_last_of(kBlanks) + 1;  // 0 when there is one word only
  const std::size_t first_end =
      last == 0 ? std::string::npos : name.find_last_not_of(kBlanks, last - 1);
  RecordBody body;
  body.set("FirstName", last == 0 ? std::string() : name.substr(0, first_end + 1));
  body.set("LastName", name.substr(last));
  body.set("Email", request.text("email"));
  body.set("Phone", request.text("phone"));
  return body;
}

ActionResult resultOf(const Connection& connection,
                      const std::string& id,
                      bool is_lead,
                      std::string message) {
  return {.message = std::move(message),
          .contact_external_id = id,
          .contact_external_type = is_lead ? "lead" : "contact",
          .contact_external_url = connection.org().page(is_lead ? "Lead" : "Contact", id)};
}

// The id of the person meant; empty when there is none yet.
Task<std::string> knownPerson(const Connection& connection,
                              const Settings& settings,
                              const ActionRequest& request) {
  std::string id = personOf(request);
  if (!id.empty()) {
    co_return id;
  }
  ContactKeys keys;
  if (std::string email = request.text("email"); !email.empty()) {
    keys.emails.push_back(std::move(email));
  }
  if (std::string phone = request.text("phone"); !phone.empty()) {
    keys.phones.push_back(std::move(phone));
  }
  const Found found = co_await findPeople(connection, settings, keys);
  if (found.people.empty() && found.shared > 0) {
    throw Error(Error::Code::Conflict,
                "Several people in Salesforce have this e-mail or phone: merge them there first.");
  }
  co_return found.people.empty() ? std::string() : found.people.front().keys.id;
}

Task<ActionResult> update(const Connection& connection,
                          const Settings& settings,
                          const ActionRequest& request,
                          std::string id) {
  const bool is_lead = isIdOf(kLeadPrefix, id);
  const ActionFields& own = settings.ofAction(kCreateOrUpdateContact);
  RecordBody body = personBody(request);
  if (is_lead && own.inputs.count("company") == 0) {
    body.set("Company", request.text("company"));
  }
  body.setInputs(own, request);
  if (body.empty()) {
    throw Error(Error::Code::InvalidRequest, "There is nothing to change: fill something in.");
  }
  std::string json = body.json();
  co_await connection.update(is_lead ? "Lead" : "Contact", id, std::move(json));
  co_return resultOf(connection, id, is_lead, is_lead ? "Lead updated" : "Contact updated");
}

// The one account of that name; empty when there is none or several.
Task<std::string> accountCalled(const Connection& connection, std::string name) {
  std::string soql = select({"Id"}, "Account") + " WHERE Name = " + textLiteral(name) + " LIMIT 2";
  const Records records = co_await connection.query(std::move(soql));
  const std::vector<JsonNode> accounts = records.all();
  co_return accounts.size() == 1 ? fieldText(accounts.front(), "Id") : std::string();
}

Task<ActionResult> create(const Connection& connection,
                          const Settings& settings,
                          const ActionRequest& request) {
  (void)neededText(request, "name");
  const ActionFields& own = settings.ofAction(kCreateOrUpdateContact);
  RecordBody body = personBody(request);
  std::string message = "Contact created";
  std::string company = request.text("company");
  if (!company.empty() && own.inputs.count("company") == 0) {
    const std::string account = co_await accountCalled(connection, std::move(company));
    body.set("AccountId", account);
    message +=
        account.empty() ? ", without an account: not exactly one has the company's name" : "";
  }
  body.setValues(own).setInputs(own, request);
  std::string json = body.json();
  const std::string id = co_await connection.create("Contact", std::move(json));
  co_return resultOf(connection, id, false, std::move(message));
}

}  // namespace

Task<ActionResult> createOrUpdateContact(const Settings& settings,
                                         const ActionRequest& request,
                                         Call& call) {
  const Connection connection(settings, request.auth, call);
  std::string id = co_await knownPerson(connection, settings, request);
  if (!id.empty()) {
    co_return co_await update(connection, settings, request, std::move(id));
  }
  co_return co_await create(connection, settings, request);
}

}  // namespace bailey::salesforce
