#include "record_fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace bailey::sql {
namespace {

bool endsWithUrl(const std::string& name) {
  constexpr std::string_view kUrl = "url";
  return name.size() >= kUrl.size() &&
         name.compare(name.size() - kUrl.size(), kUrl.size(), kUrl) == 0;
}

std::string elementText(const nlohmann::json& element) {
  if (element.is_string()) {
    return element.get<std::string>();
  }
  return element.is_number() ? element.dump() : std::string();
}

void addOnce(std::vector<std::string>& list, std::string text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) {
    list.push_back(std::move(text));
  }
}

}  // namespace

std::string RecordField::text(const Rows& rows) const {
  if (template_.has_value()) {
    return template_->render([&](std::size_t nth) {
      std::string inserted = toUtf8(textOf(rows.value(template_columns_[nth])));
      return encode_ ? percentEncoded(inserted) : inserted;
    });
  }
  std::string text = toUtf8(textOf(raw(rows)));
  const auto translated = values_.find(text);
  return translated == values_.end() ? text : translated->second;
}

std::vector<std::string> RecordField::list(const Rows& rows) const {
  std::vector<std::string> list;
  std::string text = toUtf8(textOf(raw(rows)));
  const bool may_be_array = text.starts_with('[');
  const nlohmann::json array =
      may_be_array ? nlohmann::json::parse(text, nullptr, false) : nlohmann::json();
  if (!array.is_array()) {
    addOnce(list, std::move(text));
    return list;
  }
  for (const nlohmann::json& element : array) {
    addOnce(list, elementText(element));
  }
  return list;
}

Value RecordField::raw(const Rows& rows) const {
  return column_.has_value() ? rows.value(*column_) : Value();
}

RecordFields::RecordFields(const Mapping& mapping,
                           std::string section,
                           const Query& query,
                           Complaints& complaints)
    : mapping_(mapping),
      section_(std::move(section)),
      query_(query),
      complaints_(complaints) {}

RecordField RecordFields::optionalField(const std::string& name, FieldKind kind) {
  known_.push_back(name);
  RecordField field;
  if (query_.columns.empty()) {
    return field;  // the statement itself was complained about
  }
  const auto text = mapping_.templates.find(name);
  if (text == mapping_.templates.end()) {
    useColumn(field, name);
  } else if (kind == FieldKind::Text) {
    useTemplate(field, name, text->second);
  } else {
    complaints_.add(pointerTo(section_ + "/templates", name), "must come from a column");
  }
  const auto values = mapping_.values.find(name);
  if (values == mapping_.values.end()) {
    return field;
  }
  if (kind == FieldKind::Text && text == mapping_.templates.end()) {
    field.values_ = values->second;
  } else {
    complaints_.add(pointerTo(section_ + "/values", name),
                    "works only for a single text that comes from a column");
  }
  return field;
}

RecordField RecordFields::neededField(const std::string& name, FieldKind kind) {
  RecordField field = optionalField(name, kind);
  if (!field.present() && !query_.columns.empty() && !mapping_.fields.contains(name)) {
    complaints_.add(query_.pointer,
                    "must give a column \"" + name + "\", or \"fields\" must name another one; " +
                        "it gives " + listed(query_.columns));
  }
  return field;
}

void RecordFields::finish() {
  const auto check = [this](const std::string& part, const std::string& name) {
    if (std::find(known_.begin(), known_.end(), name) == known_.end()) {
      complaints_.add(pointerTo(section_ + part, name),
                      "is not a field of the contract; allowed are " + listed(known_));
    }
  };
  for (const auto& [name, column] : mapping_.fields) {
    check("/fields", name);
  }
  for (const auto& [name, text] : mapping_.templates) {
    check("/templates", name);
  }
  for (const auto& [name, values] : mapping_.values) {
    check("/values", name);
  }
}

void RecordFields::useTemplate(RecordField& field,
                               const std::string& name,
                               const std::string& text) {
  const std::string pointer = pointerTo(section_ + "/templates", name);
  if (mapping_.fields.contains(name)) {
    complaints_.add(pointer, "\"fields\" names a column for it already");
  }
  field.template_.emplace(text, pointer, complaints_);
  field.encode_ = endsWithUrl(name);
  for (const std::string& column : field.template_->names()) {
    if (const auto index = find(column); index.has_value()) {
      field.template_columns_.push_back(*index);
    } else {
      complaints_.add(
          pointer,
          "there is no column {" + column + "}; the statement gives " + listed(query_.columns));
    }
  }
}

void RecordFields::useColumn(RecordField& field, const std::string& name) {
  const auto renamed = mapping_.fields.find(name);
  if (renamed == mapping_.fields.end()) {
    field.column_ = find(name);
    return;
  }
  field.column_ = find(renamed->second);
  if (!field.column_.has_value()) {
    complaints_.add(pointerTo(section_ + "/fields", name),
                    "there is no column \"" + renamed->second + "\"; the statement gives " +
                        listed(query_.columns));
  }
}

std::optional<std::size_t> RecordFields::find(const std::string& column) const {
  const auto found = std::find(query_.columns.begin(), query_.columns.end(), column);
  if (found == query_.columns.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - query_.columns.begin());
}

}  // namespace bailey::sql
