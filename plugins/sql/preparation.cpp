#include "preparation.h"

#include <algorithm>
#include <utility>

namespace bailey::sql {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool allows(const std::vector<std::string>& allowed, const std::string& name) {
  return std::any_of(allowed.begin(), allowed.end(), [&name](const std::string& pattern) {
    if (pattern.back() != '*') {
      return pattern == name;
    }
    const std::size_t prefix = pattern.size() - 1;
    return name.size() > prefix && name.compare(0, prefix, pattern, 0, prefix) == 0;
  });
}

bool isNamed(const std::string& parameter) {
  return parameter.find_first_of("?@$") == std::string::npos;
}

std::string withColons(const std::vector<std::string>& names) {
  std::vector<std::string> marked;
  marked.reserve(names.size());
  for (const std::string& name : names) {
    marked.push_back(":" + name);
  }
  return listed(marked);
}

}  // namespace

Preparation::Preparation(const Database& database,
                         const std::vector<std::string>& auth_fields,
                         Complaints& complaints)
    : database_(database),
      complaints_(complaints) {
  for (const std::string& field : auth_fields) {
    auth_parameters_.push_back("auth_" + field);
  }
  try {
    reader_ = database_.connect(Access::Read);
  } catch (const DatabaseError& error) {
    complaints_.add("/database", error.what());
  }
}

Query Preparation::reading(std::string pointer, std::string sql, const ParameterRules& rules) {
  return prepare(reader_.get(), {std::move(pointer), std::move(sql), {}, {}}, rules, Access::Read);
}

Query Preparation::writing(std::string pointer, std::string sql, const ParameterRules& rules) {
  if (reader_ != nullptr && writer_ == nullptr && !writer_refused_) {
    try {
      writer_ = database_.connect(Access::Write);
    } catch (const DatabaseError& error) {
      writer_refused_ = true;
      complaints_.add("/database", std::string(error.what()) + ", which the actions need");
    }
  }
  return prepare(writer_.get(), {std::move(pointer), std::move(sql), {}, {}}, rules, Access::Write);
}

Query Preparation::prepare(Connection* connection,
                           Query query,
                           const ParameterRules& rules,
                           Access access) {
  if (connection == nullptr || query.sql.empty()) {
    return query;
  }
  try {
    const std::unique_ptr<Statement> statement = connection->prepare(query.sql);
    if (access == Access::Read && !statement->onlyReads()) {
      complaints_.add(query.pointer, "must only read, but it changes the database");
      return query;
    }
    check(*statement, query, rules);
    query.parameters = statement->parameters();
    query.columns = statement->columns();
    if (access == Access::Read && query.columns.empty()) {
      complaints_.add(query.pointer, "gives no rows; it must be a SELECT");
    }
  } catch (const DatabaseError& error) {
    complaints_.add(query.pointer, error.what());
  }
  return query;
}

void Preparation::check(const Statement& statement,
                        const Query& query,
                        const ParameterRules& rules) {
  std::vector<std::string> allowed = rules.allowed;
  allowed.insert(allowed.end(), auth_parameters_.begin(), auth_parameters_.end());
  const std::vector<std::string>& used = statement.parameters();
  for (const std::string& name : used) {
    if (!allows(allowed, name)) {
      // A parameter written in another way still has its mark: "?1", "@name".
      const std::string written = isNamed(name) ? ":" + name : name;
      complaints_.add(query.pointer,
                      "uses the parameter " + written + ", which is not known here; allowed are " +
                          withColons(allowed));
    }
  }
  for (const std::string& name : rules.needed) {
    if (!contains(used, name)) {
      complaints_.add(query.pointer,
                      "must use the parameter :" + name + "; allowed are " + withColons(allowed));
    }
  }
  const auto is_used = [&used](const std::string& name) {
    return contains(used, name);
  };
  if (!rules.needed_any.empty() &&
      std::none_of(rules.needed_any.begin(), rules.needed_any.end(), is_used)) {
    complaints_.add(query.pointer,
                    "must use at least one of the parameters " + withColons(rules.needed_any));
  }
}

}  // namespace bailey::sql
