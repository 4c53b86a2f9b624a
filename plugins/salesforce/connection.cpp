#include "connection.h"

#include "failure.h"
#include "record_id.h"

#include "bailey/url.hpp"

#include <utility>

namespace bailey::salesforce {
namespace {

// Queries here find some thousands of records at most, in parts of 200 or more.
constexpr int kPartsMax = 50;

constexpr int kCreated = 201;
constexpr int kNoContent = 204;

void requireSuccess(const HttpResponse& response) {
  if (!response.isSuccess()) {
    throw failureOf(response);
  }
}

// Something else than Salesforce answered, or it failed half-way.
[[noreturn]] void throwUnreadable() {
  throw Error(Error::Code::Unavailable,
              "Salesforce's answer cannot be read: look there before you try this again.");
}

// Where the record is that was made: "/services/data/v62.0/sobjects/Case/500...".
std::string idOfLocation(std::string_view location) {
  const std::string_view last = location.substr(location.rfind('/') + 1);
  return isRecordId(last) ? std::string(last) : std::string();
}

// Throws what {"success": false, "errors": [...]} says.
void throwRefusal(JsonNode result) {
  JsonNode first;
  result["errors"].forEachElement([&](JsonNode error) {
    if (!first.present()) {
      first = error;
    }
  });
  constexpr int kBadRequest = 400;
  throw failureOf(kBadRequest, first);
}

// The id in the answer to a write. REQUIRES: its status is a success. What was written was written,
// so that nothing but a clear no, or an answer that is not Salesforce's, is a failure.
std::string writtenId(const HttpResponse& response) {
  std::string id = idOfLocation(response.field("Location"));
  try {
    const JsonDocument document(response.body());
    if (document["success"].boolean() == false) {
      throwRefusal(document.root());
    }
    const std::string_view given = document["id"].string();
    return given.empty() ? id : std::string(given);
  } catch (const Error& error) {
    if (error.code() != Error::Code::Unavailable) {
      throw;  // the clear no
    }
    if (response.status() != kCreated) {
      throwUnreadable();
    }
  }
  return id;
}

}  // namespace

std::vector<JsonNode> Records::all() const {
  std::vector<JsonNode> records;
  for (const auto& document : documents_) {
    const JsonNode root = document->root();
    JsonNode list = root;  // a search of an old version
    if (root.isObject()) {
      list = root["records"].present() ? root["records"] : root["searchRecords"];
    }
    list.forEachElement([&](JsonNode record) {
      if (record.isObject()) {
        records.push_back(record);
      }
    });
  }
  return records;
}

Connection::Connection(const Settings& settings, JsonView auth, const Call& call)
    : http_(call.http()),
      org_(settings, auth),
      token_(secretOf(auth, settings.token_field)),
      api_version_(settings.api_version) {
  if (token_.empty()) {
    throw Error(Error::Code::Unauthorized,
                "The Salesforce login is missing: connect the integration again.");
  }
}

HttpRequest Connection::request(std::string method, std::string url) const {
  HttpRequest request(std::move(method), std::move(url));
  request.bearer(token_);
  request.field("Accept", "application/json");
  return request;
}

std::string Connection::address(std::string_view resource) const {
  return Url(org_.address())
      .path("services")
      .path("data")
      .path("v" + api_version_)
      .path(resource)
      .text();
}

Task<Records> Connection::query(std::string soql) const {
  Records records;
  std::string url = Url(address("query")).query("q", soql).text();
  for (int part = 0; part < kPartsMax; ++part) {
    HttpRequest next = request("GET", url);
    const HttpResponse response = co_await http_.send(std::move(next));
    requireSuccess(response);
    auto document = std::make_unique<JsonDocument>(response.body());
    if (!(*document)["records"].isArray()) {
      throw Error(Error::Code::Unavailable, "Salesforce answered without a list of records.");
    }
    const bool is_done = (*document)["done"].boolean().value_or(true);
    if (!is_done) {
      url = followed(org_.address(), (*document)["nextRecordsUrl"].string());
    }
    records.add(std::move(document));
    if (is_done) {
      co_return records;
    }
  }
  throw Error(Error::Code::Unavailable, "Salesforce's answer does not come to an end.");
}

Task<Records> Connection::search(std::string sosl) const {
  std::string url = Url(address("search")).query("q", sosl).text();
  HttpRequest search = request("GET", std::move(url));
  const HttpResponse response = co_await http_.send(std::move(search));
  requireSuccess(response);
  auto document = std::make_unique<JsonDocument>(response.body());
  if (!(*document)["searchRecords"].isArray() && !document->root().isArray()) {
    throw Error(Error::Code::Unavailable, "Salesforce answered without a list of records.");
  }
  Records records;
  records.add(std::move(document));
  co_return records;
}

Task<std::string> Connection::create(std::string object, std::string body) const {
  std::string url = Url(address("sobjects")).path(object).text();
  HttpRequest create = request("POST", std::move(url));
  create.json(std::move(body));
  const HttpResponse response = co_await http_.send(std::move(create));
  requireSuccess(response);
  co_return writtenId(response);
}

Task<> Connection::update(std::string object, std::string id, std::string body) const {
  std::string url = Url(address("sobjects")).path(object).path(id).text();
  HttpRequest update = request("PATCH", std::move(url));
  update.json(std::move(body));
  const HttpResponse response = co_await http_.send(std::move(update));
  requireSuccess(response);
  if (response.status() != kNoContent) {
    (void)writtenId(response);
  }
}

}  // namespace bailey::salesforce
