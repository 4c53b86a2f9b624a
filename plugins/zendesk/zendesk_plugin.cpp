// What makes this shared object a plugin.
#include "zendesk_adapter.h"

#include "bailey/plugin.hpp"

BAILEY_PLUGIN(bailey::zendesk::ZendeskAdapter, R"({
  "name": "zendesk",
  "version": "1.0.0",
  "description": "Zendesk Support as CRM: users, tickets, calls and internal notes",
  "operations": {
    "auth_validation": {"execution": "nonblocking"},
    "contact_synchronization": {"execution": "nonblocking"},
    "interaction_retrieval": {"execution": "nonblocking"},
    "agent_synchronization": {"execution": "nonblocking"},
    "action": {"execution": "nonblocking"}
  },
  "hosts": ["*.zendesk.com"]
})");
