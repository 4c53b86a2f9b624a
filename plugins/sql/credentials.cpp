#include "credentials.h"

#include <algorithm>
#include <cstdint>
#include <variant>

namespace bailey::sql {
namespace {

[[noreturn]] void refuse() {
  throw Error(Error::Code::Unauthorized, "The CRM does not know these credentials.");
}

std::variant<std::string, std::int64_t, bool> scalarOf(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    return *whole;
  }
  return toUtf8(textOf(value));
}

}  // namespace

Credentials::Credentials(const AuthSettings* settings,
                         const std::vector<std::string>& auth_fields,
                         Preparation& preparation) {
  Complaints& complaints = preparation.complaints();
  if (settings == nullptr) {
    if (!auth_fields.empty()) {
      complaints.add("/auth",
                     "is missing, but the integration asks its users for " + listed(auth_fields) +
                         "; without it nobody would check them");
    }
    return;
  }
  query_ = preparation.reading(
      "/auth/statement", settings->statement, {{}, {}, preparation.authParameters()});
  for (const auto& [field, column] : settings->fields) {
    const std::string pointer = pointerTo("/auth/fields", field);
    if (std::find(auth_fields.begin(), auth_fields.end(), field) == auth_fields.end()) {
      complaints.add(pointer, "is not a configured auth field; allowed are " + listed(auth_fields));
    }
    const auto found = std::find(query_->columns.begin(), query_->columns.end(), column);
    if (found != query_->columns.end()) {
      stored_.emplace(field, static_cast<std::size_t>(found - query_->columns.begin()));
    } else if (!query_->columns.empty()) {
      complaints.add(
          pointer,
          "there is no column \"" + column + "\"; the statement gives " + listed(query_->columns));
    }
  }
}

void Credentials::tryOut(Session& session, Complaints& complaints) const {
  if (!query_.has_value()) {
    return;
  }
  std::string guess;
  JsonWriter json(guess);
  json.beginObject();
  for (const std::string& parameter : query_->parameters) {
    json.member(parameter.substr(std::string_view("auth_").size()), "not a credential of anybody");
  }
  json.end();
  for (const std::string& auth : {std::string("{}"), guess}) {
    if (session.run(*query_, Arguments(JsonView(auth))).next()) {
      complaints.add(query_->pointer,
                     "gives a row for credentials that cannot be right, so it would let everybody "
                     "in; it must give a row only for good ones");
      return;
    }
  }
}

void Credentials::check(JsonView auth, Session& session) const {
  if (query_.has_value() && !session.run(*query_, Arguments(auth)).next()) {
    refuse();
  }
}

StoredFields Credentials::fields(JsonView auth, Session& session) const {
  StoredFields fields;
  if (!query_.has_value()) {
    return fields;
  }
  Rows rows = session.run(*query_, Arguments(auth));
  if (!rows.next()) {
    refuse();
  }
  for (const auto& [field, column] : stored_) {
    if (const Value value = rows.value(column); !std::holds_alternative<std::monostate>(value)) {
      fields.emplace(field, scalarOf(value));
    }
  }
  return fields;
}

}  // namespace bailey::sql
