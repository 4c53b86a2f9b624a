#include "interaction_mapping.h"

#include "account.h"
#include "text.h"

#include <initializer_list>

namespace bailey::zendesk {
namespace {

constexpr std::size_t kSubjectBytesMax = 150;
constexpr std::size_t kDescriptionBytesMax = 4000;  // a preview

// The first of them that says something.
std::string_view firstOf(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) {
    if (!trimmed(text).empty()) {
      return trimmed(text);
    }
  }
  return {};
}

std::string subjectFrom(std::string_view text) {
  return std::string(trimmed(cut(plainLine(text), kSubjectBytesMax)));
}

bool hasTag(JsonNode ticket, std::string_view tag) {
  bool found = false;
  ticket["tags"].forEachElement([&](JsonNode each) { found = found || each.string() == tag; });
  return found;
}

}  // namespace

InteractionKind kindOf(JsonNode ticket, std::string_view call_tag) {
  const std::string_view channel = ticket["via"]["channel"].string();
  const bool is_call = channel == "voice" || channel.starts_with("phone") ||
                       channel == "voicemail" || hasTag(ticket, call_tag);
  return is_call ? InteractionKind::Call : InteractionKind::Ticket;
}

Interaction toInteraction(JsonNode ticket,
                          const InteractionSettings& settings,
                          std::string_view origin) {
  const std::string id = ticket["id"].text();
  if (!isId(id)) {
    return {.id = {}, .subject = {}, .date = {}, .type = {}};
  }
  const std::string_view description = ticket["description"].string();
  std::string subject(firstOf({ticket["subject"].string(), ticket["raw_subject"].string()}));
  if (subject.empty()) {
    subject = subjectFrom(description);
  }
  if (subject.empty()) {
    subject = "Ticket " + id;
  }
  return {.id = id,
          .subject = std::move(subject),
          .description = std::string(cut(description, kDescriptionBytesMax)),
          .date = ticket["created_at"].text(),
          .url = ticketPage(origin, id),
          .type = {},
          .priority = shownPriority(ticket, settings.priorities),
          .status = shownStatus(ticket, settings.statuses)};
}

bool isNote(JsonNode comment) {
  return comment["public"].boolean() == false && comment["type"].string() != "VoiceComment";
}

Interaction noteToInteraction(JsonNode comment,
                              std::string_view ticket_id,
                              std::string_view origin) {
  const std::string id = comment["id"].text();
  const std::string_view text = firstOf({comment["plain_body"].string(), comment["body"].string()});
  std::string subject = subjectFrom(text);
  if (subject.empty()) {
    subject = "Note on ticket " + std::string(ticket_id);
  }
  return {.id = isId(id) ? "note-" + id : std::string(),
          .subject = std::move(subject),
          .description = std::string(cut(text, kDescriptionBytesMax)),
          .date = comment["created_at"].text(),
          .url = ticketPage(origin, ticket_id),
          .type = {}};
}

}  // namespace bailey::zendesk
