// What is wrong with an integration's settings, collected so that the operator sees all of it at
// once.
#pragma once

#include "bailey/errors.hpp"

#include <string>
#include <utility>
#include <vector>

namespace bailey::salesforce {

class Complaints {
public:
  // `pointer` is a JSON pointer inside the settings.
  void add(std::string pointer, std::string message) {
    list_.push_back({std::move(pointer), std::move(message)});
  }

  void addAll(std::vector<InvalidSettings::Complaint> complaints) {
    for (InvalidSettings::Complaint& complaint : complaints) {
      list_.push_back(std::move(complaint));
    }
  }

  void throwIfAny() const {
    if (!list_.empty()) {
      throw InvalidSettings(list_);
    }
  }

private:
  std::vector<InvalidSettings::Complaint> list_;
};

}  // namespace bailey::salesforce
