// Keeps config/schema and config/README.md equal to the parser: both are asked about thousands of
// small changes to valid documents, and have to agree about each.
#include "config/object_reader.h"
#include "talkdesk/vocabulary.h"
#include "unit/config/config_probe.h"
#include "unit/config/schema_validator.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace bailey::config {
namespace {

using Json = nlohmann::json;

// What the parser knows and a schema cannot say: values that depend on other values.
const std::vector<std::string> kBeyondSchemas = {
    "is given twice; keep one of them",
    "both secrets are the same",
    "must be at most header_bytes",
    "must be at most buffered_bytes",
    "must be at most connections",
    "must be absent or empty when authentication_type",
    "must have the fields this authentication_type needs",
    "must list the values of a select",
    "must be a host such as",
    "may have * as its whole first label only",
    "must have at least two labels behind its *",
    "must be a network such as",
    "must be a network whose address is zero behind",
    "must not be wider than /8",
    "more complaints are not shown",
};

bool isBeyondSchemas(const std::string& line) {
  return std::any_of(kBeyondSchemas.begin(), kBeyondSchemas.end(), [&](const std::string& part) {
    return line.find(part) != std::string::npos;
  });
}

struct Kind {
  std::string name;
  std::string schema_file;
  std::function<std::vector<std::string>(const Json&)> complaintsAbout;
};

// So that a failing test names the kind instead of printing its bytes.
void PrintTo(const Kind& kind, std::ostream* out) {
  *out << kind.name;
}

class Schema : public ::testing::TestWithParam<Kind> {
protected:
  std::vector<std::string> complaintsAbout(const Json& document) {
    return GetParam().complaintsAbout(document);
  }

  void expectAgreement(const Json& document, const std::string& change) {
    const std::vector<std::string> lines = complaintsAbout(document);
    if (!validator_.accepts(document)) {
      EXPECT_FALSE(lines.empty()) << "only the schema refuses: " << change;
      return;
    }
    for (const std::string& line : lines) {
      EXPECT_TRUE(isBeyondSchemas(line)) << "only the parser refuses: " << change << "\n" << line;
    }
  }

  SchemaValidator validator_{testData("../config/schema/" + GetParam().schema_file)};
  const Json bases_ = testData("unit/config/schema_bases.json").at(GetParam().name);
};

// Values of every type, and texts that some rules take and others do not.
std::vector<Json> valuesOfAllKinds() {
  return {nullptr,
          true,
          false,
          0,
          -1,
          1.5,
          18446744073709551615U,
          "",
          "x",
          "X",
          "_",
          "a b",
          "a:b",
          "a/b",
          "a.b",
          "a-b",
          "1.2.3.4",
          "a\nb",
          "a\u007f",
          "\u00e9",
          Json::array(),
          Json::array({1}),
          Json::array({"x"}),
          Json::object(),
          {{"file", "x"}}};
}

// The greatest lengths a schema for texts names: in "maxLength", or as {0,63} in its pattern.
std::vector<std::size_t> lengthsIn(const Json& schema) {
  static const std::regex kRepetition(R"(\{(?:\d+,)?(\d+)\})");
  std::vector<std::size_t> lengths;
  if (schema.contains("maxLength")) {
    lengths.push_back(schema.at("maxLength").get<std::size_t>());
  }
  const auto pattern = schema.value("pattern", std::string());
  for (std::sregex_iterator found(pattern.begin(), pattern.end(), kRepetition), end; found != end;
       ++found) {
    const std::size_t length = std::stoul((*found)[1]);
    lengths.insert(lengths.end(), {length, length + 1});  // A first character may stand before it.
  }
  return lengths;
}

// Values on both sides of every limit that `schema` sets.
std::vector<Json> valuesAroundLimits(const Json& schema, const Json& current) {
  std::vector<Json> values;
  for (const char* limit : {"minimum", "maximum"}) {
    if (schema.contains(limit)) {
      const auto at = schema.at(limit).get<std::int64_t>();
      values.insert(values.end(), {at - 1, at, at + 1});
    }
  }
  for (const Json& value : schema.value("enum", Json::array())) {
    values.push_back(value);
    values.push_back(value.is_string() ? Json(value.get<std::string>() + "x") : Json("x"));
  }
  if (current.is_string()) {
    for (const std::size_t size : lengthsIn(schema)) {
      for (const std::size_t length : {size - 1, size, size + 1}) {
        values.emplace_back(std::string(length, 'a'));
        values.emplace_back(std::string(length, 'A'));
      }
      values.emplace_back(std::string(size - 1, 'a') + "\u00e9");
    }
  }
  if (current.is_array() && !current.empty() && schema.contains("maxItems")) {
    const auto most = schema.at("maxItems").get<std::size_t>();
    values.emplace_back(Json::array_t(most, current.front()));
    values.emplace_back(Json::array_t(most + 1, current.front()));
  }
  return values;
}

std::set<std::string> keysOf(const Json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) {
    keys.insert(key);
  }
  return keys;
}

// The keys after "allowed: " in the complaint about kUnknownKey, of those the place has.
constexpr const char* kUnknownKey = "zz-unknown-zz";

std::set<std::string> allowedKeysIn(const std::vector<std::string>& lines) {
  static const std::string kAllowed = "; allowed: ";
  std::set<std::string> keys;
  for (const std::string& line : lines) {
    const std::size_t start = line.find(kAllowed);
    if (line.find(kUnknownKey) == std::string::npos || start == std::string::npos) {
      continue;
    }
    std::istringstream words(line.substr(start + kAllowed.size()));
    for (std::string word; words >> word;) {
      keys.insert(word.back() == ',' ? word.substr(0, word.size() - 1) : word);
    }
  }
  return keys;
}

TEST_P(Schema, AcceptsTheBasesAsTheParserDoes) {
  for (const Json& base : bases_) {
    EXPECT_TRUE(validator_.accepts(base)) << base;
    EXPECT_EQ(complaintsAbout(base), std::vector<std::string>{});
  }
}

// The tests below change what the bases hold; what they do not hold would go untested.
TEST_P(Schema, DescribesOnlyWhatTheBasesHold) {
  std::set<const Json*> untouched = validator_.propertySchemas();
  for (const Json& base : bases_) {
    for (const auto& [pointer, schemas] : validator_.schemasAt(base)) {
      for (const Json* schema : schemas) {
        untouched.erase(schema);
      }
    }
  }
  EXPECT_TRUE(untouched.empty()) << **untouched.begin();
}

TEST_P(Schema, AgreesAboutEveryChangedValue) {
  for (const Json& base : bases_) {
    for (const auto& [pointer, schemas] : validator_.schemasAt(base)) {
      const Json::json_pointer place(pointer);
      std::vector<Json> values = valuesOfAllKinds();
      for (const Json* schema : schemas) {
        const std::vector<Json> more = valuesAroundLimits(*schema, base.at(place));
        values.insert(values.end(), more.begin(), more.end());
      }
      for (const Json& value : values) {
        Json changed = base;
        changed[place] = value;
        expectAgreement(changed, pointer + " = " + value.dump().substr(0, 300));
      }
    }
  }
}

TEST_P(Schema, AgreesAboutEveryAbsentKey) {
  for (const Json& base : bases_) {
    for (const auto& [pointer, schemas] : validator_.schemasAt(base)) {
      if (!pointer.empty()) {
        expectAgreement(base.patch(Json::array({{{"op", "remove"}, {"path", pointer}}})),
                        "without " + pointer);
      }
    }
  }
}

TEST_P(Schema, ListsTheKeysTheParserAllows) {
  for (const Json& base : bases_) {
    for (const auto& [pointer, schemas] : validator_.schemasAt(base)) {
      for (const Json* schema : schemas) {
        if (schema->value("additionalProperties", Json()) != false) {
          continue;
        }
        Json changed = base;
        changed[Json::json_pointer(pointer)][kUnknownKey] = 1;
        EXPECT_EQ(allowedKeysIn(complaintsAbout(changed)), keysOf(schema->at("properties")))
            << pointer;
        expectAgreement(changed, pointer + " with an unknown key");
      }
    }
  }
}

// The rows of the README's tables, by the key in their first column.
std::map<std::string, std::string> readmeRows() {
  std::map<std::string, std::string> rows;
  std::istringstream text(textOf("../config/README.md"));
  for (std::string line; std::getline(text, line);) {
    const std::size_t end = line.rfind("| `", 0) == 0 ? line.find('`', 3) : std::string::npos;
    if (end != std::string::npos) {
      EXPECT_TRUE(rows.emplace(line.substr(3, end - 3), line).second) << line;
    }
  }
  return rows;
}

// The README's name for a place: list positions as [], names inside secrets and talkdesk's lists
// without what stands before them.
std::string readmeKey(const std::string& pointer) {
  std::string key;
  std::istringstream segments(pointer.substr(1));
  for (std::string segment; std::getline(segments, segment, '/');) {
    const bool position = std::all_of(
        segment.begin(), segment.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (position) {
      key += "[]";
    } else {
      key += (key.empty() ? "" : ".") + segment;
    }
  }
  for (const char* list : {"authentication_configuration[]", "actions[]"}) {
    const std::size_t start = key.find(list);
    if (start != std::string::npos) {
      key = key.substr(start);
    }
  }
  const std::size_t last = key.rfind('.');
  const std::string name = last == std::string::npos ? key : key.substr(last + 1);
  const bool of_secret = name == "sha256" || name == "file" || name == "env";
  return of_secret ? name : key;
}

// A section has no row: its members have.
bool hasRow(const std::string& pointer, const Json& schema) {
  const std::string key = readmeKey(pointer);
  return pointer.rfind("/$schema", 0) != 0 && pointer.rfind("/secrets/", 0) != 0 &&
         !schema.contains("properties") && (key.empty() || key.back() != ']');
}

TEST_P(Schema, IsToldInTheReadme) {
  const std::map<std::string, std::string> rows = readmeRows();
  for (const auto& [pointer, schemas] : validator_.schemasAt(bases_.front())) {
    for (const Json* schema : schemas) {
      if (pointer.empty() || schema->size() < 2 || !hasRow(pointer, *schema) ||
          !schema->contains("description")) {
        continue;
      }
      const auto row = rows.find(readmeKey(pointer));
      ASSERT_NE(row, rows.end()) << "README.md has no row for " << readmeKey(pointer);
      const auto tells = [&row](const std::string& text) {
        EXPECT_NE(row->second.find(text), std::string::npos) << row->second << "\nlacks " << text;
      };
      if (schema->contains("default")) {
        tells("| `" + schema->at("default").dump() + "`");
      }
      if (schema->contains("minimum")) {
        tells("| " + schema->at("minimum").dump() + " to " + schema->at("maximum").dump());
      }
      for (const Json& value : schema->value("enum", Json::array())) {
        tells("`" + value.dump() + "`");
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Config,
    Schema,
    ::testing::Values(Kind{"server",
                           "bailey.schema.json",
                           [](const Json& document) {
                             return readServer(document.dump()).lines;
                           }},
                      Kind{"integration",
                           "integration.schema.json",
                           [](const Json& document) {
                             return readIntegration(document.dump(), generousSurroundings()).lines;
                           }}),
    [](const ::testing::TestParamInfo<Kind>& kind) { return kind.param.name; });

// --- defaults ------------------------------------------------------------------------------------

// `document` with every default of the schema written out.
Json withDefaults(const Json& schema, Json document) {
  for (const auto& [key, part] : schema.at("properties").items()) {
    if (part.contains("default") && !document.contains(key)) {
      document[key] = part.at("default");
    } else if (part.contains("properties")) {
      document[key] = withDefaults(part, document.value(key, Json::object()));
    }
  }
  return document;
}

TEST(SchemaDefaults, AreTheServersDefaults) {
  const Json smallest = {{"tls", {{"certificate", "a"}, {"key", "b"}}}};
  const Json full = withDefaults(testData("../config/schema/bailey.schema.json"), smallest);
  ASSERT_GT(full.at("limits").size(), 10U);
  EXPECT_EQ(readServer(full.dump()).lines, std::vector<std::string>{});
  EXPECT_EQ(readServer(full.dump()).server, readServer(smallest.dump()).server);
}

TEST(SchemaDefaults, AreTheIntegrationsDefaults) {
  const Json smallest = {{"plugin", "acme"}, {"callers", std::string(kAnyoneMayCall)}};
  const Json full = withDefaults(testData("../config/schema/integration.schema.json"), smallest);
  ASSERT_GT(full.at("talkdesk").at("dialect").size(), 6U);
  const ReadIntegration one = readIntegration(full.dump(), generousSurroundings());
  const ReadIntegration other = readIntegration(smallest.dump(), generousSurroundings());
  EXPECT_EQ(one.lines, std::vector<std::string>{});
  EXPECT_EQ(one.integration.bounds, other.integration.bounds);
  EXPECT_EQ(one.integration.settings, other.integration.settings);
  const talkdesk::Profile& written = one.integration.profile;
  const talkdesk::Profile& absent = other.integration.profile;
  EXPECT_EQ(written.authentication_type, absent.authentication_type);
  EXPECT_EQ(written.dialect.auth_success_status, absent.dialect.auth_success_status);
  EXPECT_EQ(written.dialect.strict_401, absent.dialect.strict_401);
  EXPECT_EQ(written.dialect.action_unauthorized_as_401, absent.dialect.action_unauthorized_as_401);
  EXPECT_EQ(written.dialect.action_failures_as_5xx, absent.dialect.action_failures_as_5xx);
  EXPECT_EQ(written.dialect.agent_ids_as_integers, absent.dialect.agent_ids_as_integers);
  EXPECT_EQ(written.dialect.iso_dates, absent.dialect.iso_dates);
  EXPECT_EQ(written.dialect.interactions_max, absent.dialect.interactions_max);
  EXPECT_EQ(written.dialect.legacy_configuration, absent.dialect.legacy_configuration);
  EXPECT_EQ(written.cti, absent.cti);
}

TEST(SchemaDefaults, OfListElementsAreTheProfilesDefaults) {
  const Json defs = testData("../config/schema/integration.schema.json").at("$defs");
  const talkdesk::AuthenticationField field;
  const Json& fields = defs.at("authentication_field").at("properties");
  EXPECT_EQ(fields.at("type").at("default"), field.oauth ? "oauth" : "input");
  EXPECT_EQ(fields.at("store").at("default"), field.store);
  EXPECT_EQ(fields.at("source").at("default"), talkdesk::nameOf(field.source));
  EXPECT_EQ(fields.at("help").at("default"), field.help);
  EXPECT_EQ(fields.at("format").at("default"), field.format);
  const Json& inputs = defs.at("input").at("properties");
  EXPECT_EQ(inputs.at("type").at("default"), "text");
  EXPECT_EQ(talkdesk::ActionInput{}.type, talkdesk::InputType::Text);
  EXPECT_EQ(inputs.at("format").at("default"), talkdesk::ActionInput{}.format);
}

}  // namespace
}  // namespace bailey::config
