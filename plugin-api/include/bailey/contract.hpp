// Talkdesk's five operations as C++ types: what a request asks and what an answer holds. Source of
// every field: Talkdesk's integration documentation; meanings are repeated here so that an adapter
// can be written from this file alone.
#pragma once

#include "bailey/json.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace bailey {

// ---- Requests. Views into the request's body: valid until the operation returns. ----

// Sent when a user activates the integration: prove the credentials by a real call to the CRM.
struct AuthValidationRequest {
  JsonView auth;  // what the user typed or OAuth produced, by the configured field names
};

// Sent on activation, then about every half hour. Four situations:
//   no checkpoint, no offset   first page of everything
//   no checkpoint, offset      a later page of everything
//   checkpoint, no offset      first page of what changed since the checkpoint
//   checkpoint, offset         a later page of that
struct ContactSynchronizationRequest {
  JsonView auth;
  std::optional<std::string> checkpoint;  // one this plugin returned in an earlier run
  std::optional<std::string> offset;      // the next_offset of this run's previous page
  JsonView context;                       // the context returned with that next_offset
};

// Sent whenever a contact is shown to a user, who waits for the answer.
struct InteractionRetrievalRequest {
  JsonView auth;
  std::optional<std::vector<std::string>> types;  // wanted types; nothing: all configured ones
  std::string contact_id;  // the CRM's id; empty for contacts that did not come from this CRM
  std::string contact_name;
  std::vector<std::string> contact_emails;
  std::vector<std::string> contact_phones;  // usually E.164: "+351210000017"
};

// Sent when needed; every run is a full list.
struct AgentSynchronizationRequest {
  JsonView auth;
  std::int64_t offset =
      0;  // the next_offset of this run's previous page, 0 at first; never negative
};

// Sent when an automation triggers or a user fills in a form.
struct ActionRequest {
  JsonView auth;
  std::string_view action;  // the action's name, one of Setup::actions
  JsonView data;            // values by the keys of the action's inputs
  std::string contact_id;   // the contact in whose scope it runs; may be empty
  std::string agent_id;     // the agent who runs it; may be empty

  // The input `key` as text, whatever scalar it came as; empty when it is not filled in. The host
  // has checked it against the type the integration's file gives it.
  [[nodiscard]] std::string text(std::string_view key) const { return data[key].text(); }

  // The input `key` of type "number"; nothing when it is not filled in.
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view key) const {
    const std::string digits = text(key);
    return JsonView(digits).integer();  // a view has no blanks around it
  }
};

// ---- Answers. Empty optional members are left out. ----
//
// Write them as {.id = "17", .name = "Ines"}: optional members have an initializer, so that not
// naming them is fine, and mandatory ones have none, so that -Wextra tells which was forgotten.

// Fields for Talkdesk to store and send back in `auth` later; only configured ones are passed on.
using StoredFields = std::map<std::string, std::variant<std::string, std::int64_t, bool>>;

struct Contact {
  std::string id;  // mandatory
  std::string name{};
  std::string company{};
  std::string title{};
  std::vector<std::string> emails{};
  std::vector<std::string> phones{};
  std::string photo_url{};
  std::string address{};  // one line
  std::vector<std::string> websites{};
  std::string twitter{};
  std::string url{};         // the contact's page in the CRM
  std::string updated_at{};  // sort key as text; checked by the host, never sent to Talkdesk
};

struct ContactPage {
  std::vector<Contact> contacts;  // ascending by change time, across pages too

  // Mandatory: a run that starts here must miss nothing that this page or a later one of this run
  // did not deliver. The highest sort key delivered so far is right; "now" is not. On an empty
  // page: the request's checkpoint again.
  std::string checkpoint;

  std::optional<std::string> next_offset{};  // only when there is more
  std::string context{};                     // any JSON value, or empty; travels with next_offset
};

struct Interaction {
  std::string id;       // mandatory, unique
  std::string subject;  // mandatory
  std::string description{};
  std::string date;  // mandatory: "2012-11-21 17:53:51 UTC", ISO 8601, or epoch seconds
  std::string url{};
  std::string type;        // mandatory: one of the wanted types
  std::string priority{};  // none, low, normal, high, urgent, or empty
  std::string status{};    // new, open, pending, solved, closed, or empty
};

struct Agent {
  std::string id;
  std::string name;
  std::string email;  // all three mandatory; an agent without e-mail is left out by the host
};

struct AgentPage {
  std::vector<Agent> agents;
  std::optional<std::int64_t> next_offset{};  // only when there is more
};

struct ActionResult {
  std::string message{};              // result in words
  std::string external_id{};          // what was made or changed, when it is not a contact
  std::string contact_external_id{};  // the contact that was made
  std::string contact_external_type{};
  std::string contact_external_url{};  // needed for Talkdesk's contact pop
};

// ---- Between the two: bodies to requests, answers to JSON. ----
namespace contract {

inline std::optional<std::string> optionalText(JsonView value) {
  std::string text = value.text();
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

// A text or number that may be searched for; nothing empty, which a CRM could take for "any".
inline void addText(std::vector<std::string>& found, JsonView value) {
  if (value.kind() != JsonView::Kind::String && value.kind() != JsonView::Kind::Number) {
    return;
  }
  if (std::string text = value.text(); !text.empty()) {
    found.push_back(std::move(text));
  }
}

// An array of texts; a bare text counts as an array of one.
inline std::vector<std::string> texts(JsonView value) {
  std::vector<std::string> found;
  addText(found, value);
  value.forEachElement([&](JsonView element) {
    addText(found, element);
    return true;
  });
  return found;
}

// The three parts of every request's body. Absent and null parts read as empty.
struct Envelope {
  explicit Envelope(std::string_view body) {
    JsonView(body).forEachMember([this](std::string_view name, JsonView value) {
      if (JsonView::isName(name, "auth")) {
        auth = value;
      } else if (JsonView::isName(name, "meta")) {
        meta = value;
      } else if (JsonView::isName(name, "data")) {
        data = value;
      }
      return true;
    });
  }

  JsonView auth;
  JsonView meta;
  JsonView data;
};

inline ContactSynchronizationRequest contactSynchronization(const Envelope& body) {
  return {body.auth,
          optionalText(body.meta["synchronization_checkpoint"]),
          optionalText(body.meta["offset"]),
          body.meta["context"]};
}

inline InteractionRetrievalRequest interactionRetrieval(const Envelope& body) {
  InteractionRetrievalRequest request{body.auth, std::nullopt, {}, {}, {}, {}};
  if (const JsonView types = body.meta["interaction_types"]; types.present()) {
    request.types = texts(types);
  }
  request.contact_id = body.data["contact_external_id"].text();
  request.contact_name = body.data["contact_name"].text();
  request.contact_emails = texts(body.data["contact_emails"]);
  request.contact_phones = texts(body.data["contact_phones"]);
  return request;
}

inline AgentSynchronizationRequest agentSynchronization(const Envelope& body) {
  const std::int64_t offset = body.meta["offset"].integer().value_or(0);
  return {body.auth, offset > 0 ? offset : 0};  // unreadable: the run starts again
}

inline ActionRequest action(const Envelope& body, std::string_view name) {
  return {body.auth,
          name,
          body.data,
          body.meta["contact_external_id"].text(),
          body.meta["agent_external_id"].text()};
}

inline void write(JsonWriter& json, std::string_view name, const std::vector<std::string>& list) {
  if (list.empty()) {
    return;
  }
  json.key(name).beginArray();
  for (const std::string& text : list) {
    json.value(text);
  }
  json.end();
}

inline void write(JsonWriter& json, const StoredFields& fields) {
  json.beginObject();
  for (const auto& [name, value] : fields) {
    json.key(name);
    std::visit([&](const auto& scalar) { json.value(scalar); }, value);
  }
  json.end();
}

inline void write(JsonWriter& json, const Contact& contact) {
  json.beginObject()
      .member("id", contact.id)
      .optionalMember("name", contact.name)
      .optionalMember("company", contact.company)
      .optionalMember("title", contact.title);
  write(json, "emails", contact.emails);
  write(json, "phones", contact.phones);
  json.optionalMember("photo_url", contact.photo_url).optionalMember("address", contact.address);
  write(json, "websites", contact.websites);
  json.optionalMember("twitter", contact.twitter)
      .optionalMember("url", contact.url)
      .optionalMember("updated_at", contact.updated_at)
      .end();
}

inline void write(JsonWriter& json, const ContactPage& page) {
  json.beginObject().key("contacts").beginArray();
  for (const Contact& contact : page.contacts) {
    write(json, contact);
  }
  json.end().member("synchronization_checkpoint", page.checkpoint);
  if (page.next_offset && !page.next_offset->empty()) {
    json.member("next_offset", *page.next_offset);
    if (!page.context.empty()) {
      json.key("context").raw(page.context);
    }
  }
  json.end();
}

inline void write(JsonWriter& json, const std::vector<Interaction>& interactions) {
  json.beginArray();
  for (const Interaction& item : interactions) {
    json.beginObject()
        .member("id", item.id)
        .member("subject", item.subject)
        .optionalMember("description", item.description)
        .member("date", item.date)
        .optionalMember("url", item.url)
        .member("type", item.type)
        .optionalMember("priority", item.priority)
        .optionalMember("status", item.status)
        .end();
  }
  json.end();
}

inline void write(JsonWriter& json, const AgentPage& page) {
  json.beginObject().key("agents").beginArray();
  for (const Agent& agent : page.agents) {
    json.beginObject()
        .member("id", agent.id)
        .member("name", agent.name)
        .optionalMember("email", agent.email)
        .end();
  }
  json.end();
  if (page.next_offset) {
    json.key("next_offset").value(*page.next_offset);
  }
  json.end();
}

inline void write(JsonWriter& json, const ActionResult& result) {
  json.beginObject()
      .optionalMember("message", result.message)
      .optionalMember("external_id", result.external_id)
      .optionalMember("contact_external_id", result.contact_external_id)
      .optionalMember("contact_external_type", result.contact_external_type)
      .optionalMember("contact_external_url", result.contact_external_url)
      .end();
}

}  // namespace contract
}  // namespace bailey
