#include "org_of_contacts.h"

#include "salesforce_test.h"

#include <algorithm>
#include <regex>
#include <stdexcept>
#include <utility>

namespace bailey::salesforce_test {
namespace {

using Record = OrgOfContacts::Record;

std::string groupOf(const std::string& text, const std::string& pattern, std::size_t group = 1) {
  std::smatch match;
  return std::regex_search(text, match, std::regex(pattern)) ? match[group].str() : std::string();
}

// Literals have three digits of a fraction or none.
std::string comparable(std::string literal) {
  const std::size_t z = literal.find('Z');
  literal.erase(z);
  return literal.find('.') == std::string::npos ? literal + ".000" : literal;
}

std::string comparableOf(const Record& record) {
  return record.changed.substr(0, record.changed.find('+'));
}

// The part of a query behind WHERE that is about the key.
struct Condition {
  explicit Condition(const std::string& soql)
      : from(groupOf(soql, "SystemModstamp >= (\\S+)")),
        after(groupOf(soql, "SystemModstamp > (\\S+)")),
        after_id(groupOf(soql, "OR Id > '(\\w+)'\\)")) {
    from = from.empty() ? from : comparable(from);
    after = after.empty() ? after : comparable(after);
  }

  [[nodiscard]] bool holds(const Record& record) const {
    const std::string changed = comparableOf(record);
    const bool is_behind =
        after.empty() || changed > after || (!after_id.empty() && record.id > after_id);
    return changed >= from && is_behind;
  }

  std::string from;
  std::string after;
  std::string after_id;
};

}  // namespace

fakes::CrmAnswer OrgOfContacts::answer(const fakes::CrmRequest& request) {
  const std::string next = groupOf(request.url, "/query/next-(\\d+)$");
  if (!next.empty()) {
    return partFrom(std::stoul(next));
  }
  const std::string soql = queryOf(request);
  object_ = groupOf(soql, "FROM (\\w+)");
  const std::string limit = groupOf(soql, "ORDER BY SystemModstamp,Id LIMIT (\\d+)$");
  if (limit.empty()) {
    throw std::runtime_error("not understood: " + soql);
  }
  const Condition condition(soql);
  found_.clear();
  for (const Record& record : records_[object_]) {
    if (condition.holds(record)) {
      found_.push_back(record);
    }
  }
  std::sort(found_.begin(), found_.end(), [](const Record& a, const Record& b) {
    return std::pair(a.changed, a.id) < std::pair(b.changed, b.id);
  });
  found_.resize(std::min<std::size_t>(found_.size(), std::stoul(limit)));
  return partFrom(0);
}

fakes::CrmAnswer OrgOfContacts::partFrom(std::size_t at) const {
  const std::size_t end = std::min(at + part, found_.size());
  json records = json::array();
  for (std::size_t i = at; i < end; ++i) {
    records.push_back({{"attributes", {{"type", object_}}},
                       {"Id", found_[i].id},
                       {"Name", "Person " + found_[i].id},
                       {"SystemModstamp", found_[i].changed}});
  }
  json body = {{"totalSize", found_.size()}, {"done", end == found_.size()}, {"records", records}};
  if (end < found_.size()) {
    body["nextRecordsUrl"] = "/services/data/v62.0/query/next-" + std::to_string(end);
  }
  return {200, body.dump()};
}

}  // namespace bailey::salesforce_test
