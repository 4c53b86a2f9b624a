#include "ticket_body.h"

#include "text.h"

#include <utility>

namespace bailey::zendesk {

TicketBody::TicketBody() : json_(body_) {
  json_.beginObject().key("ticket").beginObject();
}

void TicketBody::text(std::string_view name, std::string_view value) {
  json_.optionalMember(name, value);
}

void TicketBody::status(std::string_view word_or_id) {
  if (isId(word_or_id)) {
    id("custom_status_id", word_or_id);
  } else {
    text("status", word_or_id);
  }
}

void TicketBody::id(std::string_view name, std::string_view value) {
  if (isId(value)) {
    json_.key(name).raw(value);
  }
}

void TicketBody::tag(std::string_view tag) {
  json_.key("tags").beginArray().value(tag).end();
}

void TicketBody::comment(std::string_view text, bool is_public, std::string_view author_id) {
  json_.key("comment").beginObject().member("body", text).key("public").value(is_public);
  id("author_id", author_id);
  json_.end();
}

void TicketBody::customFields(const ActionRequest& request, const Words& ticket_fields) {
  bool any = false;
  for (const auto& [input, field_id] : ticket_fields) {
    const std::string value = request.text(input);
    if (value.empty()) {
      continue;
    }
    if (!any) {
      json_.key("custom_fields").beginArray();
      any = true;
    }
    json_.beginObject().key("id").raw(field_id).member("value", value).end();
  }
  if (any) {
    json_.end();
  }
}

std::string TicketBody::finish() {
  json_.end().end();
  return std::move(body_);
}

}  // namespace bailey::zendesk
