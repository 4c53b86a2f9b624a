// Makes tickets: what create_ticket and log_call have in common.
#pragma once

#include "rest.h"

#include "bailey/contract.hpp"
#include "bailey/task.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace bailey::request_tracker {

struct NewTicket {
  std::string queue;
  std::string subject;
  std::string text;    // may be empty
  std::string status;  // RT's word; empty: what the queue begins with
  std::optional<std::int64_t> priority;
  std::int64_t minutes_worked = 0;
  Texts custom_fields;  // by RT's name
};

// For the contact and the agent of `request`, which is borrowed, as `rest` is. Throws NotFound,
// and writes nothing, when RT does not have the contact.
[[nodiscard]] Task<ActionResult> makeTicket(const ActionRequest& request,
                                            const Rest& rest,
                                            NewTicket ticket);

}  // namespace bailey::request_tracker
