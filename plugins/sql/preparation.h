// Checks the statements of the settings against the real database while an integration is made, so
// that a wrong name is a complaint of `bailey check` and not a failure at night.
#pragma once

#include "complaints.h"
#include "session.h"

#include <memory>
#include <string>
#include <vector>

namespace bailey::sql {

// Which parameters a statement may use. `auth_<field>` is allowed everywhere, for configured
// fields.
struct ParameterRules {
  std::vector<std::string> allowed;     // "data_*" stands for every name with that beginning
  std::vector<std::string> needed;      // of those, all must be used
  std::vector<std::string> needed_any;  // at least one must be used, unless this is empty
};

class Preparation {
public:
  // Borrows both. `auth_fields` are the names of the configured auth fields. Complains when the
  // database cannot be opened, and then checks no statement.
  Preparation(const Database& database,
              const std::vector<std::string>& auth_fields,
              Complaints& complaints);

  // The statement at `pointer`, or one without columns and parameters after a complaint. An empty
  // `sql` was complained about earlier.
  [[nodiscard]] Query reading(std::string pointer, std::string sql, const ParameterRules& rules);
  [[nodiscard]] Query writing(std::string pointer, std::string sql, const ParameterRules& rules);

  [[nodiscard]] Complaints& complaints() { return complaints_; }

  [[nodiscard]] const std::vector<std::string>& authParameters() const { return auth_parameters_; }

private:
  Query prepare(Connection* connection, Query query, const ParameterRules& rules, Access access);
  void check(const Statement& statement, const Query& query, const ParameterRules& rules);

  const Database& database_;
  Complaints& complaints_;
  std::vector<std::string> auth_parameters_;
  std::unique_ptr<Connection> reader_;  // null when the database cannot be opened
  std::unique_ptr<Connection> writer_;  // made by the first writing()
  bool writer_refused_ = false;
};

}  // namespace bailey::sql
