#include "contact_pages.h"

#include "connection.h"
#include "contact_mapping.h"
#include "record_id.h"
#include "soql.h"

#include "bailey/key_walk.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace bailey::salesforce {
namespace {

struct Changed {
  SortKey key;
  Contact contact;
};

std::vector<Changed> changedOf(const Records& records,
                               const ContactFields& fields,
                               const Org& org,
                               std::string_view object) {
  std::vector<Changed> changed;
  for (const JsonNode record : records.all()) {
    Contact contact = toContact(record, fields, org, object);
    SortKey key{changeTimeOf(record), contact.id};
    changed.push_back({std::move(key), std::move(contact)});
  }
  return changed;
}

// Gives both to `walk` in one order: by time, and of one instant the contacts first, as
// recordsBehind() has it. Each list is in Salesforce's order and stays in it.
void takeAll(KeyWalk& walk, std::vector<Changed> contacts, std::vector<Changed> leads) {
  std::size_t contact = 0;
  std::size_t lead = 0;
  while (contact < contacts.size() || lead < leads.size()) {
    const bool is_lead = contact == contacts.size() ||
                         (lead < leads.size() && leads[lead].key.time < contacts[contact].key.time);
    Changed& next = is_lead ? leads[lead++] : contacts[contact++];
    if (!walk.take(std::move(next.contact), next.key)) {
      return;
    }
  }
}

}  // namespace

Task<ContactPage> synchronizeContacts(const Settings& settings,
                                      const ContactSynchronizationRequest& request,
                                      Call& call) {
  const Connection connection(settings, request.auth, call);
  KeyWalk walk(request, call, settings.contact_walk);
  std::string soql = recordsBehind(contactPaths(settings.contact_fields),
                                   "Contact",
                                   kContactPrefix,
                                   {},
                                   walk.after(),
                                   walk.limit());
  const Records contacts = co_await connection.query(std::move(soql));
  std::vector<Changed> leads;
  if (settings.has_leads) {
    std::string of_leads = recordsBehind(contactPaths(settings.lead_fields),
                                         "Lead",
                                         kLeadPrefix,
                                         "IsConverted = false",  // else it is a contact by now
                                         walk.after(),
                                         walk.limit());
    const Records found = co_await connection.query(std::move(of_leads));
    leads = changedOf(found, settings.lead_fields, connection.org(), "Lead");
  }
  takeAll(walk,
          changedOf(contacts, settings.contact_fields, connection.org(), "Contact"),
          std::move(leads));
  co_return walk.finish();
}

}  // namespace bailey::salesforce
