// Which column, template and value map make each field of a record, resolved once when an
// integration is made.
#pragma once

#include "complaints.h"
#include "session.h"
#include "settings.h"
#include "text_template.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace bailey::sql {

// One field, read from the present row.
class RecordField {
public:
  RecordField() = default;  // always empty

  // After translation by the value map; empty when there is nothing.
  [[nodiscard]] std::string text(const Rows& rows) const;

  // A column that holds a JSON array gives its texts and numbers, any other column its text.
  // Without empty ones and repetitions.
  [[nodiscard]] std::vector<std::string> list(const Rows& rows) const;

  // The column as the database has it; NULL when the field is made in another way.
  [[nodiscard]] Value raw(const Rows& rows) const;

  [[nodiscard]] bool present() const { return column_.has_value() || template_.has_value(); }

private:
  friend class RecordFields;

  std::optional<std::size_t> column_;
  std::optional<TextTemplate> template_;
  std::vector<std::size_t> template_columns_;  // as template_->names()
  bool encode_ = false;                        // for a URL
  Texts values_;
};

enum class FieldKind : std::uint8_t { Unset = 0, Text, List, Key };

// Hands out the fields of one section and complains about what does not fit.
class RecordFields {
public:
  // Borrows all of them. `section` is the pointer of the section that holds the mapping.
  RecordFields(const Mapping& mapping,
               std::string section,
               const Query& query,
               Complaints& complaints);

  // Key: a column, without template and value map. Text: anything. List: a column, no template.
  [[nodiscard]] RecordField optionalField(const std::string& name, FieldKind kind);
  [[nodiscard]] RecordField neededField(const std::string& name, FieldKind kind);

  // Complains about mappings of fields that do not exist. Call it last.
  void finish();

private:
  void useTemplate(RecordField& field, const std::string& name, const std::string& text);
  void useColumn(RecordField& field, const std::string& name);
  [[nodiscard]] std::optional<std::size_t> find(const std::string& column) const;

  const Mapping& mapping_;
  std::string section_;
  const Query& query_;
  Complaints& complaints_;
  std::vector<std::string> known_;
};

}  // namespace bailey::sql
