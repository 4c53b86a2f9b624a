// Documents of any origin, tolerantly: both forms, older names, words in any case. What cannot be
// read is left out and told.
#pragma once

#include "core/result.h"
#include "documents/document.h"
#include "documents/finding.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace bailey::documents {

template <typename Document>
struct Reading {
  Document document;
  std::vector<Finding> findings;  // Errors: what the schema does not allow. Warnings: what is old.
};

// `name` is what findings call the document. Fails when `json` is no object.
core::Result<Reading<IntegrationDocument>> readIntegrationDocument(const nlohmann::json& json,
                                                                   const std::string& name);
core::Result<Reading<ActionDocument>> readActionDocument(const nlohmann::json& json,
                                                         const std::string& name);

// What of an integration document is written as it was once. (contract.md §8, C13)
void findOldForms(const nlohmann::json& json, Findings& findings);

}  // namespace bailey::documents
