#include "config/object_reader.h"

#include <algorithm>
#include <utility>

namespace bailey::config {
namespace {

constexpr std::size_t kTypingErrorsMax = 2;
constexpr std::size_t kComparedBytesMax = 64;  // No key of ours is longer.

// Levenshtein: insertions, deletions and replacements that turn one into the other.
std::size_t editDistance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t above = row[j];
      const std::size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      row[j] = std::min({above + 1, row[j - 1] + 1, replaced});
      diagonal = above;
    }
  }
  return row.back();
}

// The known key `key` is probably a typing error of, or nothing.
std::optional<std::string_view> probablyMeant(std::string_view key,
                                              const std::vector<std::string_view>& known) {
  if (key.size() > kComparedBytesMax) {
    return std::nullopt;
  }
  std::optional<std::string_view> best;
  std::size_t best_distance = kTypingErrorsMax + 1;
  for (const std::string_view candidate : known) {
    const std::size_t distance = editDistance(key, candidate);
    // Two changes turn any two-letter word into any other; that is no typing error.
    if (distance < best_distance && distance < std::min(key.size(), candidate.size())) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words) {
    text += text.empty() ? "" : ", ";
    text += word;
  }
  return text;
}

std::string wholeNumberFrom(Range range) {
  return "a whole number from " + std::to_string(range.min) + " to " + std::to_string(range.max);
}

}  // namespace

std::string describe(const nlohmann::json& value, Values values) {
  switch (value.type()) {
    case nlohmann::json::value_t::object:
      return value.empty() ? "an empty object" : "an object";
    case nlohmann::json::value_t::array:
      return value.empty() ? "an empty list" : "a list";
    case nlohmann::json::value_t::string:
      return values == Values::Hidden ? "a string" : inQuotes(value.get_ref<const std::string&>());
    case nlohmann::json::value_t::null:
      return "null";
    case nlohmann::json::value_t::boolean:
      return values == Values::Hidden ? "true or false" : value.dump();
    default:
      return values == Values::Hidden ? "a number" : value.dump();
  }
}

ObjectReader::ObjectReader(const nlohmann::json& value,
                           std::string pointer,
                           Complaints& complaints,
                           Values values)
    : object_(value.is_object() ? &value : nullptr),
      pointer_(std::move(pointer)),
      complaints_(&complaints),
      values_(values) {
  if (object_ == nullptr) {
    // Its type only: a whole section written as a text may be a secret.
    complaints_->add(pointer_, "must be an object, but is " + describe(value, Values::Hidden));
  }
}

void ObjectReader::time(Need need,
                        std::string_view key,
                        std::chrono::milliseconds& out,
                        Range range) {
  if (const auto found = wholeNumber(need, key, range)) {
    out = std::chrono::milliseconds(*found);
  }
}

void ObjectReader::flag(Need need, std::string_view key, bool& out) {
  static constexpr std::string_view kExpected = "true or false";
  const nlohmann::json* found = value(need, key, kExpected);
  if (found == nullptr) {
    return;
  }
  if (!found->is_boolean()) {
    refuse(key, kExpected, *found);
    return;
  }
  out = found->get<bool>();
}

void ObjectReader::text(Need need, std::string_view key, std::string& out, const TextRule& rule) {
  const nlohmann::json* found = value(need, key, rule.what);
  if (found == nullptr) {
    return;
  }
  if (!found->is_string() || !rule.accepts(found->get_ref<const std::string&>())) {
    refuse(key, rule.what, *found);
    return;
  }
  out = found->get_ref<const std::string&>();
}

void ObjectReader::path(Need need,
                        std::string_view key,
                        std::filesystem::path& out,
                        const std::filesystem::path& folder) {
  std::string written;
  text(need, key, written, kPathText);
  if (!written.empty()) {
    out = (folder / written).lexically_normal();  // An absolute path replaces the folder.
  }
}

std::optional<ObjectReader> ObjectReader::object(Need need, std::string_view key) {
  const nlohmann::json* found = value(need, key, "an object");
  if (found == nullptr) {
    return std::nullopt;
  }
  return ObjectReader(*found, pointerTo(key), *complaints_, values_);
}

const nlohmann::json* ObjectReader::list(Need need,
                                         std::string_view key,
                                         std::string_view what,
                                         Range size) {
  std::string expected = "a list of ";
  expected += size.min == 0 ? "at most " : std::to_string(size.min) + " to ";
  expected += std::to_string(size.max) + " ";
  expected += what;
  const nlohmann::json* found = value(need, key, expected);
  if (found == nullptr) {
    return nullptr;
  }
  if (!found->is_array()) {
    refuse(key, expected, *found);
    return nullptr;
  }
  const auto count = static_cast<std::int64_t>(found->size());
  if (count < size.min || count > size.max) {
    complain(key, "must be " + expected + ", but has " + std::to_string(count));
    return nullptr;
  }
  return found;
}

const nlohmann::json* ObjectReader::value(Need need,
                                          std::string_view key,
                                          std::string_view expected) {
  known_.push_back(key);
  if (object_ == nullptr) {
    return nullptr;
  }
  const auto found = object_->find(key);
  if (found != object_->end()) {
    return &*found;
  }
  if (need == Need::Required) {
    complaints_->add(pointer_,
                     "missing key " + inQuotes(key) + "; it must be " + std::string(expected));
  }
  return nullptr;
}

void ObjectReader::refuse(std::string_view key,
                          std::string_view expected,
                          const nlohmann::json& actual) {
  complain(key, "must be " + std::string(expected) + ", but is " + describe(actual, values_));
}

void ObjectReader::complain(std::string_view key, std::string message) {
  complaints_->add(pointerTo(key), std::move(message));
}

std::string ObjectReader::pointerTo(std::string_view key) const {
  return childPointer(pointer_, key);
}

void ObjectReader::finish() {
  if (object_ == nullptr) {
    return;
  }
  for (const auto& [key, value] : object_->items()) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) {
      continue;
    }
    std::string message = "unknown key " + inQuotes(key);
    if (const auto meant = probablyMeant(key, known_)) {
      message += " (did you mean " + inQuotes(*meant) + "?)";
    }
    complaints_->add(pointer_, message + "; allowed: " + joined(known_));
  }
}

std::optional<std::int64_t> ObjectReader::wholeNumber(Need need,
                                                      std::string_view key,
                                                      Range range) {
  const std::string expected = wholeNumberFrom(range);
  const nlohmann::json* found = value(need, key, expected);
  if (found == nullptr) {
    return std::nullopt;
  }
  // An unsigned number that does not fit is above every range of ours.
  const bool fits = found->is_number_integer() &&
                    (!found->is_number_unsigned() ||
                     found->get<std::uint64_t>() <= static_cast<std::uint64_t>(range.max));
  if (!fits || found->get<std::int64_t>() < range.min || found->get<std::int64_t>() > range.max) {
    refuse(key, expected, *found);
    return std::nullopt;
  }
  return found->get<std::int64_t>();
}

}  // namespace bailey::config
