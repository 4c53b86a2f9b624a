// The JSON Schemas of config/schema for the two documents, compiled in, so that what editors show
// and what Bailey checks is the same text.
#pragma once

#include "documents/document_shape.h"
#include "documents/finding.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <string_view>

namespace bailey::documents {

// REQUIRES: kind != Unset
std::string_view schemaText(DocumentKind kind);

// Thread-compatible.
class DocumentSchema {
public:
  // REQUIRES: kind != Unset
  explicit DocumentSchema(DocumentKind kind);
  DocumentSchema(const DocumentSchema&) = delete;
  DocumentSchema& operator=(const DocumentSchema&) = delete;
  DocumentSchema(DocumentSchema&&) = delete;
  DocumentSchema& operator=(DocumentSchema&&) = delete;
  ~DocumentSchema();

  // Adds an error for each violation: a member that is missing, or whose value is not allowed.
  void check(const nlohmann::json& document, Findings& findings) const;

private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace bailey::documents
