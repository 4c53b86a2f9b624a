// Contact synchronization: a walk through all contacts in the order (change time, id).
// (contract.md §3)
#pragma once

#include "preparation.h"
#include "record_fields.h"
#include "settings.h"

#include "bailey/key_walk.hpp"

namespace bailey::sql {

// Any thread.
class ContactPages {
public:
  ContactPages(const ContactSettings& settings, Preparation& preparation);

  // Reads a first page and complains about times that are not text or not in order.
  void tryOut(Session& session, Complaints& complaints) const;

  [[nodiscard]] ContactPage page(const ContactSynchronizationRequest& request,
                                 Session& session,
                                 Call& call) const;

private:
  [[nodiscard]] Contact contact(const Rows& rows) const;
  [[nodiscard]] SortKey keyOf(const Rows& rows) const;  // its id is empty when it is unusable

  Query query_;
  WalkOptions options_;
  RecordField id_;
  RecordField updated_at_;
  RecordField name_;
  RecordField company_;
  RecordField title_;
  RecordField emails_;
  RecordField phones_;
  RecordField photo_url_;
  RecordField address_;
  RecordField websites_;
  RecordField twitter_;
  RecordField url_;
};

}  // namespace bailey::sql
