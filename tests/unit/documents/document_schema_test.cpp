// The compiled-in schemas are the files editors use, and sound ones.
#include "documents/document_schema.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace bailey::documents {
namespace {

using Json = nlohmann::json;

std::string schemaFile(const std::string& name) {
  std::ifstream file(BAILEY_TEST_SOURCE_DIR "/../config/schema/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(DocumentSchema, IsTheFileOfConfig) {
  EXPECT_EQ(schemaText(DocumentKind::Integration), schemaFile("integration_document.schema.json"));
  EXPECT_EQ(schemaText(DocumentKind::Action), schemaFile("action_document.schema.json"));
  for (const DocumentKind kind : {DocumentKind::Integration, DocumentKind::Action}) {
    EXPECT_EQ(Json::parse(schemaText(kind)).at("$schema"),
              "http://json-schema.org/draft-07/schema#");
  }
}

TEST(DocumentSchema, RefusesEveryOtherKindOfDocument) {
  for (const DocumentKind kind : {DocumentKind::Integration, DocumentKind::Action}) {
    const DocumentSchema schema(kind);
    for (const Json& document : {Json(), Json(1), Json("x"), Json::array(), Json::object()}) {
      Findings findings("it");
      schema.check(document, findings);
      EXPECT_FALSE(findings.list().empty()) << document;
    }
  }
}

// A regular expression over a long text can exhaust the stack; the schemas have none.
TEST(DocumentSchema, TakesALongText) {
  Json document = {{"provider", "p"},
                   {"name", std::string(900'000, 'a')},
                   {"display", "d"},
                   {"description", "d"},
                   {"endpoint", "https://" + std::string(900'000, 'a')},
                   {"inputs", Json::array()}};
  Findings findings("it");
  DocumentSchema(DocumentKind::Action).check(document, findings);
  EXPECT_TRUE(findings.list().empty());
}

}  // namespace
}  // namespace bailey::documents
