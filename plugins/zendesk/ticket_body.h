// The JSON that makes or changes a ticket.
#pragma once

#include "settings.h"

#include "bailey/contract.hpp"
#include "bailey/json_writer.hpp"

#include <string>
#include <string_view>

namespace bailey::zendesk {

// {"ticket": {...}}, member by member. What is empty is left out.
class TicketBody {
public:
  TicketBody();

  void text(std::string_view name, std::string_view value);

  // A word of Zendesk's, or the id of a custom status.
  void status(std::string_view word_or_id);

  // Without quotes; left out unless it is an id.
  void id(std::string_view name, std::string_view value);

  void tag(std::string_view tag);

  // Said by the agent with that id, when it is one.
  void comment(std::string_view text, bool is_public, std::string_view author_id = {});

  // The inputs of the action that the settings send to fields of the customer's own.
  void customFields(const ActionRequest& request, const Words& ticket_fields);

  // Ends the body.
  [[nodiscard]] std::string finish();

private:
  std::string body_;
  JsonWriter json_;
};

}  // namespace bailey::zendesk
