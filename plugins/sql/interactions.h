// Interaction retrieval: finds the contact that is shown, then what happened with it.
// (contract.md §4)
#pragma once

#include "preparation.h"
#include "record_fields.h"
#include "settings.h"

#include "bailey/plugin.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bailey::sql {

// Any thread.
class Interactions {
public:
  // `types` are the configured interaction types.
  Interactions(const InteractionSettings& settings,
               std::vector<std::string> types,
               Preparation& preparation);

  [[nodiscard]] std::vector<Interaction> retrieve(const InteractionRetrievalRequest& request,
                                                  Session& session,
                                                  Call& call) const;

private:
  [[nodiscard]] std::vector<std::string> wanted(const InteractionRetrievalRequest& request) const;
  [[nodiscard]] std::string databaseTypes(const std::vector<std::string>& wanted) const;
  [[nodiscard]] std::vector<Value> contacts(const InteractionRetrievalRequest& request,
                                            Session& session,
                                            Call& call) const;
  [[nodiscard]] std::vector<Value> byEmail(const std::string& email,
                                           JsonView auth,
                                           Session& session) const;
  [[nodiscard]] std::vector<Value> byPhone(const std::string& phone,
                                           JsonView auth,
                                           Session& session) const;
  [[nodiscard]] std::vector<Interaction> ofContact(const Value& contact,
                                                   const Arguments& arguments,
                                                   Session& session) const;
  [[nodiscard]] bool belongsTo(const Value& contact, const Rows& rows) const;
  [[nodiscard]] Interaction interaction(const Rows& rows) const;

  std::vector<std::string> types_;
  std::int64_t limit_;
  Texts type_values_;  // type in the database -> configured type
  Query by_contact_;
  std::optional<std::size_t> belongs_to_;  // index of the column "contact_id"
  std::optional<Query> find_by_id_;
  std::optional<Query> find_by_email_;
  std::optional<Query> find_by_phone_;
  std::size_t found_by_email_ = 0;          // index of the column "id"
  std::size_t found_by_phone_ = 0;          // index of the column "id"
  std::optional<std::size_t> found_email_;  // index of the column "email"
  std::optional<std::size_t> found_phone_;  // index of the column "phone"
  RecordField id_;
  RecordField subject_;
  RecordField description_;
  RecordField date_;
  RecordField url_;
  RecordField type_;
  RecordField priority_;
  RecordField status_;
};

}  // namespace bailey::sql
