// What was written on tickets: RT keeps it in attachments of transactions.
#pragma once

#include "rest.h"
#include "ticket_mapping.h"

#include "bailey/task.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::request_tracker {

struct Messages {
  std::vector<Message> messages;            // latest first
  std::map<std::string, Writing> writings;  // by the message's id
};

// The latest messages of these types on these tickets, at most one answer of RT's full of them.
[[nodiscard]] Task<Messages> messagesOn(const Rest& rest,
                                        std::vector<std::string> ticket_ids,
                                        std::vector<std::string_view> types);

}  // namespace bailey::request_tracker
