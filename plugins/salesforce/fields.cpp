#include "fields.h"

#include <algorithm>

namespace bailey::salesforce {
namespace {

std::string trimmed(std::string text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  text.erase(text.find_last_not_of(kBlanks) + 1);
  text.erase(0, std::min(text.find_first_not_of(kBlanks), text.size()));
  return text;
}

}  // namespace

std::string fieldText(JsonNode record, std::string_view path) {
  while (true) {
    const std::size_t dot = path.find('.');
    record = record[path.substr(0, dot)];
    if (dot == std::string_view::npos) {
      return trimmed(record.text());
    }
    path.remove_prefix(dot + 1);
  }
}

std::string wholeName(JsonNode record) {
  std::string name = fieldText(record, "Name");
  if (name.empty()) {
    name = trimmed(fieldText(record, "FirstName") + ' ' + fieldText(record, "LastName"));
  }
  return name;
}

std::string firstText(JsonNode record, const FieldPaths& paths) {
  for (const std::string& path : paths) {
    if (std::string text = fieldText(record, path); !text.empty()) {
      return text;
    }
  }
  return {};
}

std::vector<std::string> allTexts(JsonNode record, const FieldPaths& paths) {
  std::vector<std::string> texts;
  for (const std::string& path : paths) {
    std::string text = fieldText(record, path);
    if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) {
      texts.push_back(std::move(text));
    }
  }
  return texts;
}

void addPaths(FieldPaths& fields, const FieldPaths& more) {
  for (const std::string& path : more) {
    if (std::find(fields.begin(), fields.end(), path) == fields.end()) {
      fields.push_back(path);
    }
  }
}

}  // namespace bailey::salesforce
