// Salesforce's REST API for one call of Talkdesk's: queries, searches, and writes to one record.
#pragma once

#include "org.h"
#include "settings.h"

#include "bailey/http.hpp"
#include "bailey/json.hpp"
#include "bailey/json_document.hpp"
#include "bailey/secret.hpp"
#include "bailey/task.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::salesforce {

// The records of an answer, or of the several that Salesforce cut it into. Nodes live as long.
class Records {
public:
  void add(std::unique_ptr<JsonDocument> document) { documents_.push_back(std::move(document)); }

  // All of them, in Salesforce's order, whichever of its shapes they came in.
  [[nodiscard]] std::vector<JsonNode> all() const;

private:
  std::vector<std::unique_ptr<JsonDocument>> documents_;  // their nodes point to where they are
};

// All functions throw Error when Salesforce does not do what it is asked. Coroutines of a
// connection need it to live until they are done.
class Connection {
public:
  // Throws Error when the credentials cannot be any.
  Connection(const Settings& settings, JsonView auth, const Call& call);

  [[nodiscard]] const Org& org() const { return org_; }

  // What `soql` finds, wholly: an answer that Salesforce cuts into several is asked for to its end.
  [[nodiscard]] Task<Records> query(std::string soql) const;

  [[nodiscard]] Task<Records> search(std::string sosl) const;

  // Makes a record from the JSON object `body`; gives its id, empty when Salesforce does not tell.
  // Never repeated.
  [[nodiscard]] Task<std::string> create(std::string object, std::string body) const;

  [[nodiscard]] Task<> update(std::string object, std::string id, std::string body) const;

private:
  [[nodiscard]] HttpRequest request(std::string method, std::string url) const;
  [[nodiscard]] std::string address(std::string_view resource) const;

  Http http_;
  Org org_;
  Secret token_;
  std::string api_version_;
};

}  // namespace bailey::salesforce
