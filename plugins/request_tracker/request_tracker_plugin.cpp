// What makes this shared object a plugin. An RT stands wherever its operator likes, so the hosts
// are the integration's to name.
#include "adapter.h"

#include "bailey/plugin.hpp"

BAILEY_PLUGIN(bailey::request_tracker::RequestTrackerAdapter, R"({
  "name": "request_tracker",
  "version": "1.0.0",
  "description": "Request Tracker 5 by its REST 2.0 interface",
  "operations": {
    "auth_validation": {"execution": "nonblocking"},
    "contact_synchronization": {"execution": "nonblocking"},
    "interaction_retrieval": {"execution": "nonblocking"},
    "agent_synchronization": {"execution": "nonblocking"},
    "action": {"execution": "nonblocking"}
  },
  "hosts": []
})");
