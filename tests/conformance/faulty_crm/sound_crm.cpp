#include "sound_crm.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace faulty_crm {
namespace {

// What cannot be read begins the run again.
std::size_t readOffset(std::string_view text) {
  std::size_t offset = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), offset);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? offset : 0;
}

bool isTime(std::string_view text) {
  return text.size() == 20 && text.starts_with("20") && text.ends_with('Z');
}

std::size_t pageSizeIn(const nlohmann::json& settings) {
  const auto& size = settings.at("page_size");
  if (!size.is_number_unsigned() || size == 0) {
    throw bailey::InvalidSettings("/page_size", "must be a number from 1 on");
  }
  return size.get<std::size_t>();
}

}  // namespace

SoundCrm::SoundCrm(const bailey::Setup& setup, const std::vector<std::string_view>& known)
    : host_(setup.host),
      token_(setup.settings.at("token")),
      page_size_(pageSizeIn(setup.settings)) {
  bailey::allowOnly(setup.settings, known);
  const std::vector<std::string> times = {"2024-01-01T00:00:00Z",
                                          "2024-01-02T00:00:00Z",
                                          "2024-01-02T00:00:00Z",
                                          "2024-01-03T00:00:00Z",
                                          "2024-01-04T00:00:00Z",
                                          "2024-01-05T00:00:00Z"};
  for (const std::string& time : times) {
    const std::string number = std::to_string(contacts_.size() + 1);
    contacts_.push_back({.id = "c" + number,
                         .name = "Contact " + number,
                         .emails = {"c" + number + "@faro.example"},
                         .phones = {"+35121000000" + number},
                         .updated_at = time});
  }
  for (const std::string name : {"ana", "bo", "cy"}) {
    agents_.push_back({"u-" + name, name, name + "@faro.example"});
  }
}

void SoundCrm::authenticate(const bailey::JsonView& auth) const {
  if (auth["token"].text() != token_) {
    throw Error(Error::Code::Unauthorized, "The token is not valid");
  }
}

bailey::StoredFields SoundCrm::authValidation(const bailey::AuthValidationRequest& request,
                                              Call& /*call*/) {
  authenticate(request.auth);
  return {{"account", std::string("northwind")}};
}

bailey::ContactPage SoundCrm::contactSynchronization(
    const bailey::ContactSynchronizationRequest& request, Call& /*call*/) {
  authenticate(request.auth);
  const std::string since =
      request.checkpoint && isTime(*request.checkpoint) ? *request.checkpoint : "";
  const auto changed = std::ranges::lower_bound(contacts_, since, {}, &bailey::Contact::updated_at);
  const auto total = static_cast<std::size_t>(contacts_.end() - changed);
  const std::size_t begin = std::min(readOffset(request.offset.value_or("")), total);
  const std::size_t end = std::min(begin + page_size_, total);
  bailey::ContactPage page{
      .contacts = {changed + std::ptrdiff_t(begin), changed + std::ptrdiff_t(end)},
      .checkpoint = end == 0 ? since : (changed + std::ptrdiff_t(end) - 1)->updated_at};
  if (end < total) {
    page.next_offset = std::to_string(end);
    page.context = R"({"delivered":)" + std::to_string(end) + "}";
  }
  return page;
}

std::vector<bailey::Interaction> SoundCrm::interactionRetrieval(
    const bailey::InteractionRetrievalRequest& request, Call& /*call*/) {
  authenticate(request.auth);
  const auto is_meant = [&](const bailey::Contact& contact) {
    return contact.id == request.contact_id ||
           std::ranges::find(request.contact_emails, contact.emails[0]) !=
               request.contact_emails.end() ||
           std::ranges::find(request.contact_phones, contact.phones[0]) !=
               request.contact_phones.end();
  };
  const bool is_wanted =
      !request.types || std::ranges::find(*request.types, "ticket") != request.types->end();
  std::vector<bailey::Interaction> found;
  for (const bailey::Contact& contact : contacts_) {
    if (is_wanted && is_meant(contact)) {
      found.push_back({.id = "t-" + contact.id,
                       .subject = "Invoice unclear",
                       .date = "2024-02-28 10:02:00 UTC",
                       .type = "ticket"});
    }
  }
  return found;
}

bailey::AgentPage SoundCrm::agentSynchronization(const bailey::AgentSynchronizationRequest& request,
                                                 Call& /*call*/) {
  authenticate(request.auth);
  const std::size_t begin = std::min(static_cast<std::size_t>(request.offset), agents_.size());
  const std::size_t end = std::min(begin + page_size_, agents_.size());
  bailey::AgentPage page{
      .agents = {agents_.begin() + std::ptrdiff_t(begin), agents_.begin() + std::ptrdiff_t(end)}};
  if (end < agents_.size()) {
    page.next_offset = static_cast<std::int64_t>(end);
  }
  return page;
}

bailey::ActionResult SoundCrm::action(const bailey::ActionRequest& request, Call& /*call*/) {
  authenticate(request.auth);
  if (request.action != "add_note") {
    throw Error(Error::Code::NotSupported);
  }
  return {.message = "Noted: " + request.data["text"].text(),
          .external_id = "n-" + std::to_string(++notes_)};
}

}  // namespace faulty_crm
