#include "contact_pages.h"

#include "key_id.h"

#include <cstdint>
#include <utility>

namespace bailey::sql {
namespace {

bool isId(const Value& id) {
  if (const auto* text = std::get_if<std::string>(&id)) {
    return !text->empty() && isUtf8(*text);
  }
  return std::holds_alternative<std::int64_t>(id);
}

Arguments behind(const SortKey& key, std::size_t limit, JsonView auth) {
  Arguments arguments(auth);
  arguments.set("after_time", key.time);
  arguments.set("after_id", readKeyId(key.id));
  arguments.set("limit", static_cast<std::int64_t>(limit));
  return arguments;
}

}  // namespace

ContactPages::ContactPages(const ContactSettings& settings, Preparation& preparation)
    : query_(preparation.reading(
          "/contacts/statement",
          settings.statement,
          {{"after_time", "after_id", "limit"}, {"after_time", "after_id", "limit"}, {}})),
      options_{.page_size = static_cast<std::size_t>(settings.page_size),
               .overlap = settings.overlap,
               .is_id = &isKeyId} {
  RecordFields fields(settings.mapping, "/contacts", query_, preparation.complaints());
  id_ = fields.neededField("id", FieldKind::Key);
  updated_at_ = fields.neededField("updated_at", FieldKind::Key);
  name_ = fields.neededField("name", FieldKind::Text);
  company_ = fields.optionalField("company", FieldKind::Text);
  title_ = fields.optionalField("title", FieldKind::Text);
  emails_ = fields.optionalField("emails", FieldKind::List);
  phones_ = fields.optionalField("phones", FieldKind::List);
  photo_url_ = fields.optionalField("photo_url", FieldKind::Text);
  address_ = fields.optionalField("address", FieldKind::Text);
  websites_ = fields.optionalField("websites", FieldKind::List);
  twitter_ = fields.optionalField("twitter", FieldKind::Text);
  url_ = fields.optionalField("url", FieldKind::Text);
  fields.finish();
}

void ContactPages::tryOut(Session& session, Complaints& complaints) const {
  Rows rows = session.run(query_, behind({}, options_.page_size + 1, JsonView(std::string_view())));
  std::string previous;
  while (rows.next()) {
    const Value time = updated_at_.raw(rows);
    const auto* text = std::get_if<std::string>(&time);
    if (text == nullptr || !readChangeTime(*text).has_value()) {
      complaints.add(query_.pointer,
                     "\"updated_at\" must be text like 2024-03-05 08:20:11 or "
                     "2024-03-05T08:20:11Z, in UTC; a contact has something else there");
      return;
    }
    if (*text < previous) {
      complaints.add(query_.pointer,
                     "must give its rows in ascending order of \"updated_at\", then \"id\"");
      return;
    }
    previous = *text;
  }
}

ContactPage ContactPages::page(const ContactSynchronizationRequest& request,
                               Session& session,
                               Call& call) const {
  KeyWalk walk(request, call, options_);
  Rows rows = session.run(query_, behind(walk.after(), walk.limit(), request.auth));
  while (rows.next() && walk.take(contact(rows), keyOf(rows))) {}
  return walk.finish();
}

SortKey ContactPages::keyOf(const Rows& rows) const {
  const Value id = id_.raw(rows);
  return {textOf(updated_at_.raw(rows)), isId(id) ? writeKeyId(id) : std::string()};
}

Contact ContactPages::contact(const Rows& rows) const {
  Contact contact;
  contact.id = textOf(id_.raw(rows));
  contact.name = name_.text(rows);
  contact.company = company_.text(rows);
  contact.title = title_.text(rows);
  contact.emails = emails_.list(rows);
  contact.phones = phones_.list(rows);
  contact.photo_url = photo_url_.text(rows);
  contact.address = address_.text(rows);
  contact.websites = websites_.list(rows);
  contact.twitter = twitter_.text(rows);
  contact.url = url_.text(rows);
  return contact;
}

}  // namespace bailey::sql
