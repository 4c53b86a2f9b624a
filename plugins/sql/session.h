// One connection with its prepared statements, and how a statement of the settings is run on it.
#pragma once

#include "driver.h"

#include "bailey/json.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bailey::sql {

// A statement of the settings, checked by Preparation. Its address is its identity: it must stay
// where it is while sessions that ran it live.
struct Query {
  std::string pointer;  // where it stands in the settings, for the log
  std::string sql;
  std::vector<std::string> parameters;
  std::vector<std::string> columns;
};

// The values a statement's parameters are bound to: `auth_x` is field x of the request's auth,
// `data_x` is input x of an action, everything else is what set() said. What nobody said is NULL.
class Arguments {
public:
  // Borrows the text that both point to.
  explicit Arguments(JsonView auth, JsonView data = {}) : auth_(auth), data_(data) {}

  void set(const std::string& name, Value value) {
    values_.insert_or_assign(name, std::move(value));
  }

  // Empty text becomes NULL, as for ids that a request may leave out.
  void setUnlessEmpty(const std::string& name, const std::string& text);

  [[nodiscard]] Value operator[](std::string_view name) const;

private:
  JsonView auth_;
  JsonView data_;
  std::map<std::string, Value, std::less<>> values_;
};

// A statement that failed while it served a request, with the place of the statement.
class QueryError : public DatabaseError {
public:
  QueryError(const DatabaseError& error, std::string pointer)
      : DatabaseError(error),
        pointer_(std::move(pointer)) {}

  [[nodiscard]] const std::string& pointer() const noexcept { return pointer_; }

private:
  std::string pointer_;
};

// The rows of one run, which ends with this object. Valid as long as the session.
class Rows {
public:
  Rows(const Query& query, Statement& statement) : query_(query), statement_(statement) {}

  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  Rows(Rows&&) = delete;
  Rows& operator=(Rows&&) = delete;

  ~Rows() { statement_.reset(); }

  // Goes to the next row, the first one at first; false: there is none. Throws QueryError.
  [[nodiscard]] bool next();

  // Of the present row.
  [[nodiscard]] Value value(std::size_t column) const { return statement_.value(column); }

private:
  const Query& query_;
  Statement& statement_;
};

// One thread at a time.
class Session {
public:
  explicit Session(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

  [[nodiscard]] Connection& connection() { return *connection_; }

  // Throws QueryError. One run of a query at a time.
  [[nodiscard]] Rows run(const Query& query, const Arguments& arguments);

private:
  std::unique_ptr<Connection> connection_;
  std::unordered_map<const Query*, std::unique_ptr<Statement>> statements_;
};

}  // namespace bailey::sql
