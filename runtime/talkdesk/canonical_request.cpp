#include "talkdesk/canonical_request.h"

#include "talkdesk/json_writer.h"

#include "bailey/json.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace bailey::talkdesk {
namespace {

using Member = std::pair<std::string, JsonView>;  // its name without escapes

std::vector<Member> membersByName(JsonView object) {
  std::vector<Member> members;
  object.forEachMember([&members](std::string_view raw_name, JsonView value) {
    const std::string quoted = '"' + std::string(raw_name) + '"';
    members.emplace_back(JsonView(quoted).text(), value);
    return true;
  });
  // Stable: of two with one name the first stays the first, which is the one that counts.
  std::stable_sort(members.begin(), members.end(), [](const Member& left, const Member& right) {
    return left.first < right.first;
  });
  return members;
}

// Recursion is bounded by the depth a request may have.
void appendCanonical(std::string& out, JsonView value) {
  switch (value.kind()) {
    case JsonView::Kind::Object: {
      char separator = '{';
      for (const auto& [name, member] : membersByName(value)) {
        out.push_back(std::exchange(separator, ','));
        appendJsonString(out, name);
        out.push_back(':');
        appendCanonical(out, member);
      }
      out.append(separator == '{' ? "{}" : "}");
      return;
    }
    case JsonView::Kind::Array: {
      char separator = '[';
      value.forEachElement([&](JsonView element) {
        out.push_back(std::exchange(separator, ','));
        appendCanonical(out, element);
        return true;
      });
      out.append(separator == '[' ? "[]" : "]");
      return;
    }
    case JsonView::Kind::String:
      appendJsonString(out, value.text());
      return;
    default:
      out.append(value.json());
  }
}

}  // namespace

std::string canonicalRequest(std::string_view body) {
  const JsonView root(body);
  std::string canonical;
  canonical.reserve(body.size() + 64);
  for (const std::string_view part : {"auth", "meta", "data"}) {
    const JsonView value = root[part];
    canonical.append(part);
    if (value.present()) {
      appendCanonical(canonical, value);
    } else {
      canonical.append("{}");
    }
  }
  return canonical;
}

}  // namespace bailey::talkdesk
