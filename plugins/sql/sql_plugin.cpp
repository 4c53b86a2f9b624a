// What makes this shared object a plugin.
#include "sql_adapter.h"

#include "bailey/plugin.hpp"

BAILEY_PLUGIN(bailey::sql::SqlAdapter, R"({
  "name": "sql",
  "version": "1.0.0",
  "description": "An SQL database as CRM, by statements of the operator's own",
  "operations": {
    "auth_validation": {"execution": "blocking"},
    "contact_synchronization": {"execution": "blocking"},
    "interaction_retrieval": {"execution": "blocking"},
    "agent_synchronization": {"execution": "blocking"},
    "action": {"execution": "blocking"}
  }
})");
