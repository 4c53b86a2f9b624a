#include "session.h"

#include <cstddef>
#include <utility>

namespace bailey::sql {

void Arguments::setUnlessEmpty(const std::string& name, const std::string& text) {
  set(name, text.empty() ? Value() : Value(text));
}

Value Arguments::operator[](std::string_view name) const {
  constexpr std::string_view kAuth = "auth_";
  constexpr std::string_view kData = "data_";
  if (name.substr(0, kAuth.size()) == kAuth) {
    return valueOf(auth_[name.substr(kAuth.size())]);
  }
  if (name.substr(0, kData.size()) == kData) {
    return valueOf(data_[name.substr(kData.size())]);
  }
  const auto found = values_.find(name);
  return found == values_.end() ? Value() : found->second;
}

bool Rows::next() {
  try {
    return statement_.step();
  } catch (const DatabaseError& error) {
    throw QueryError(error, query_.pointer);
  }
}

Rows Session::run(const Query& query, const Arguments& arguments) {
  try {
    std::unique_ptr<Statement>& statement = statements_[&query];
    if (statement == nullptr) {
      statement = connection_->prepare(query.sql);
    }
    for (std::size_t i = 0; i < query.parameters.size(); ++i) {
      statement->bind(i, arguments[query.parameters[i]]);
    }
    return {query, *statement};
  } catch (const DatabaseError& error) {
    throw QueryError(error, query.pointer);
  }
}

}  // namespace bailey::sql
