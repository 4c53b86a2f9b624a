#include "written_record.h"

#include "text.h"

#include "bailey/json_document.hpp"

namespace bailey::zendesk {
namespace {

// "35" of "https://acme.zendesk.com/api/v2/tickets/35.json"
std::string idInLocation(std::string_view location) {
  constexpr std::string_view kSuffix = ".json";
  if (location.ends_with(kSuffix)) {
    location.remove_suffix(kSuffix.size());
  }
  const std::string_view id = location.substr(location.rfind('/') + 1);
  return isId(id) ? std::string(id) : std::string();
}

}  // namespace

std::string writtenId(const HttpResponse& response, std::string_view name) {
  try {
    const JsonDocument answer(response.body());
    std::string id = answer[name]["id"].text();
    if (isId(id)) {
      return id;
    }
  } catch (const Error&) {  // no JSON: all the same it was written
  }
  return idInLocation(response.field("Location"));
}

}  // namespace bailey::zendesk
