// Where a walk through the contacts stands: the change time and id of the last one handed out.
// As text, which Talkdesk keeps for us as checkpoint and offset, it looks like this:
//   v1|start                            before everything
//   v1|2024-03-05 08:20:11|17           behind the contact whose id is the integer 17
//   v1|2024-03-05 08:20:11|"c-17"       behind the contact whose id is the text c-17
#pragma once

#include "value.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::sql {

// A change time as a database column holds it: "2024-03-05 08:20:11", with a T in the middle, a
// fraction and a Z as they come. UTC by agreement, so that the order of texts is the order in time.
struct ChangeTime {
  std::chrono::sys_seconds second;
  char separator;  // ' ' or 'T'
};

[[nodiscard]] std::optional<ChangeTime> readChangeTime(std::string_view text);

// Whole seconds, without a Z: sorts before every text that means the same second.
[[nodiscard]] std::string writeChangeTime(const ChangeTime& time);

struct SortKey {
  std::string time;  // empty: before everything
  Value id;          // integer or text
};

[[nodiscard]] std::string writeSortKey(const SortKey& key);

// Nothing when the text is not one of ours.
[[nodiscard]] std::optional<SortKey> readSortKey(std::string_view text);

// By time, then by id.
[[nodiscard]] bool isBefore(const SortKey& left, const SortKey& right);

}  // namespace bailey::sql
