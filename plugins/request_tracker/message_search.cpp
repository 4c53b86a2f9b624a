#include "message_search.h"

#include "ticket_sql.h"

#include "bailey/json_writer.hpp"

#include <utility>

namespace bailey::request_tracker {
namespace {

constexpr int kPerPage = 100;  // RT gives no more

Task<std::vector<Message>> transactionsBy(const Rest& rest, std::string query) {
  Url url = rest.url();
  url.path("transactions")
      .query("query", query)
      .query("fields", "id,Type,Created,ObjectId,Creator");
  url.query("fields[Creator]", "Name,RealName").query("orderby", "id").query("order", "DESC");
  url.query("per_page", rest.settings().interactions.limit).query("page", 1);
  std::string address = std::move(url).text();
  const HttpResponse response = co_await rest.get(std::move(address));
  const JsonDocument document(response.body());
  std::vector<Message> messages;
  itemsOf(document).forEachElement([&](JsonNode item) {
    Message message = toMessage(item);
    if (isId(message.id) && !message.date.empty()) {
      messages.push_back(std::move(message));
    }
  });
  co_return std::move(messages);
}

// Texts only: whoever attached a film to a ticket must not make Bailey read it.
std::string textsOf(const std::vector<Message>& messages) {
  std::string query;
  JsonWriter json(query);
  const auto condition = [&](std::string_view field, std::string_view value) {
    json.beginObject().member("field", field).member("value", value).end();
  };
  json.beginArray();
  for (const Message& message : messages) {
    condition("TransactionId", message.id);
  }
  condition("ContentType", "text/plain");
  condition("ContentType", "text/html");
  json.end();
  return query;
}

}  // namespace

Task<Messages> messagesOn(const Rest& rest,
                          std::vector<std::string> ticket_ids,
                          std::vector<std::string_view> types) {
  std::string query = transactionsOf(ticket_ids, types);
  Messages found;
  found.messages = co_await transactionsBy(rest, std::move(query));
  if (found.messages.empty()) {
    co_return std::move(found);
  }
  Url url = rest.url();
  url.path("attachments").query("fields", "id,TransactionId,ContentType,Filename,Content");
  url.query("orderby", "id").query("order", "ASC").query("per_page", kPerPage).query("page", 1);
  std::string address = std::move(url).text();
  std::string conditions = textsOf(found.messages);
  const HttpResponse response = co_await rest.search(std::move(address), std::move(conditions));
  const JsonDocument document(response.body());
  itemsOf(document).forEachElement(
      [&](JsonNode attachment) { addWriting(found.writings, attachment); });
  co_return std::move(found);
}

}  // namespace bailey::request_tracker
