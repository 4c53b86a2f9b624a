// What makes this shared object a plugin. Where orgs are: a star is one label, and Salesforce puts
// the kind of an org behind its name.
#include "salesforce_adapter.h"

#include "bailey/plugin.hpp"

BAILEY_PLUGIN(bailey::salesforce::SalesforceAdapter, R"({
  "name": "salesforce",
  "version": "1.0.0",
  "description": "Salesforce by its REST API: contacts, leads, cases, tasks and users",
  "operations": {
    "auth_validation": {"execution": "nonblocking"},
    "contact_synchronization": {"execution": "nonblocking"},
    "interaction_retrieval": {"execution": "nonblocking"},
    "agent_synchronization": {"execution": "nonblocking"},
    "action": {"execution": "nonblocking"}
  },
  "hosts": [
    "*.my.salesforce.com",
    "*.sandbox.my.salesforce.com",
    "*.develop.my.salesforce.com",
    "*.scratch.my.salesforce.com",
    "*.demo.my.salesforce.com",
    "*.free.my.salesforce.com",
    "*.patch.my.salesforce.com",
    "*.stm.my.salesforce.com",
    "*.trailblaze.my.salesforce.com",
    "*.salesforce.com",
    "*.my.salesforce.mil"
  ]
})");
