#include "action_input.h"

#include "fields.h"
#include "record_id.h"
#include "soql.h"

#include "bailey/errors.hpp"

#include <utility>
#include <vector>

namespace bailey::salesforce {

std::string personOf(const ActionRequest& request) {
  const std::string& id = request.contact_id;
  if (!id.empty() && !isIdOf(kContactPrefix, id) && !isIdOf(kLeadPrefix, id)) {
    throw Error(Error::Code::InvalidRequest, "This contact is none of your Salesforce org.");
  }
  return id;
}

std::string ownerOf(const ActionRequest& request) {
  return isIdOf(kUserPrefix, request.agent_id) ? request.agent_id : std::string();
}

std::string neededText(const ActionRequest& request, std::string_view key) {
  std::string text = request.text(key);
  if (text.empty()) {
    throw Error(Error::Code::InvalidRequest,
                "This action needs a value for \"" + std::string(key) + "\".");
  }
  return text;
}

std::string orSame(const Words& words, std::string word) {
  std::string found = translated(words, word);
  return found.empty() ? std::move(word) : std::move(found);
}

Task<std::string> caseId(const Connection& connection, std::string ticket) {
  if (isIdOf(kCasePrefix, ticket)) {
    co_return ticket;
  }
  std::string soql =
      select({"Id"}, "Case") + " WHERE CaseNumber = " + textLiteral(ticket) + " LIMIT 2";
  const Records records = co_await connection.query(std::move(soql));
  const std::vector<JsonNode> cases = records.all();
  std::string id = cases.size() == 1 ? fieldText(cases.front(), "Id") : std::string();
  if (!isRecordId(id)) {
    throw Error(Error::Code::NotFound, "Salesforce does not have this case.");
  }
  co_return id;
}

std::string firstLine(std::string_view text, std::size_t characters) {
  text = text.substr(0, text.find_first_of("\r\n"));
  std::size_t end = 0;
  std::size_t count = 0;
  while (end < text.size()) {
    const bool is_beginning = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;  // UTF-8
    if (is_beginning && count++ == characters) {
      break;
    }
    ++end;
  }
  return std::string(text.substr(0, end));
}

}  // namespace bailey::salesforce
