// The action log_call: a call is a ticket of its own, with the time it took, and over.
#include "actions.h"
#include "custom_fields.h"
#include "new_ticket.h"
#include "words.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace bailey::request_tracker {
namespace {

constexpr std::int64_t kSecondsPerMinute = 60;

// "Inbound call, 3 min 12 s"
std::string headline(std::string direction, std::int64_t seconds) {
  std::string line = "Call";
  if (!direction.empty()) {
    direction = lowerCase(direction);
    const char first = direction.front();
    direction.front() = first >= 'a' && first <= 'z' ? static_cast<char>(first - 'a' + 'A') : first;
    line = direction + " call";
  }
  if (seconds > 0) {
    line += ", " + std::to_string(seconds / kSecondsPerMinute) + " min " +
            std::to_string(seconds % kSecondsPerMinute) + " s";
  }
  return line;
}

}  // namespace

Task<ActionResult> logCall(const ActionRequest& request, const Rest& rest) {
  const Settings& settings = rest.settings();
  const std::int64_t seconds = std::max<std::int64_t>(request.number("duration_s").value_or(0), 0);
  NewTicket ticket;
  ticket.queue = settings.calls.queue;
  ticket.text = headline(request.text("direction"), seconds);
  ticket.subject = request.text("subject");
  if (ticket.subject.empty()) {
    ticket.subject = ticket.text;
  }
  if (const std::string description = request.text("description"); !description.empty()) {
    ticket.text += "\n\n" + description;
  }
  ticket.status = settings.calls.status;
  // RT counts whole minutes; one that has begun counts.
  ticket.minutes_worked = seconds / kSecondsPerMinute + (seconds % kSecondsPerMinute == 0 ? 0 : 1);
  ticket.custom_fields = customInputs(request, settings);
  return makeTicket(request, rest, std::move(ticket));
}

}  // namespace bailey::request_tracker
