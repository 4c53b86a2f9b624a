// An org's contacts and leads, found by the queries that contact synchronization sends: it reads
// their conditions, so that a wrong one loses or repeats somebody.
#pragma once

#include "fakes/scripted_host.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace bailey::salesforce_test {

class OrgOfContacts {
public:
  struct Record {
    std::string id;
    std::string changed;  // SystemModstamp
  };

  void add(const std::string& object, std::string id, std::string changed) {
    records_[object].push_back({std::move(id), std::move(changed)});
  }

  void change(const std::string& object, std::size_t nth, std::string changed) {
    records_[object].at(nth).changed = std::move(changed);
  }

  // Cuts answers into parts of so many records, as Salesforce does with large ones.
  std::size_t part = 2'000;

  [[nodiscard]] fakes::CrmAnswer answer(const fakes::CrmRequest& request);

private:
  [[nodiscard]] fakes::CrmAnswer partFrom(std::size_t at) const;

  std::map<std::string, std::vector<Record>> records_;
  std::string object_;
  std::vector<Record> found_;  // by the last query
};

}  // namespace bailey::salesforce_test
