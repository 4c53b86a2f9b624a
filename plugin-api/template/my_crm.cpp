// A small but complete adapter; its "CRM" is a list in the settings.
#include <bailey/plugin.hpp>

namespace {
class MyCrm final : public bailey::Adapter {
public:
  explicit MyCrm(const bailey::Setup& setup) : token_(setup.settings.at("token")) {
    for (const auto& row : setup.settings.at("contacts")) {
      contacts_.push_back({.id = row.at("id"), .name = row.at("name"), .updated_at = row.at("at")});
    }
    std::ranges::sort(contacts_, {}, &bailey::Contact::updated_at);
  }

  bailey::StoredFields authValidation(const bailey::AuthValidationRequest& request,
                                      bailey::Call&) override {
    authenticate(request.auth);
    return {};
  }

  bailey::ContactPage contactSynchronization(const bailey::ContactSynchronizationRequest& request,
                                             bailey::Call&) override {
    authenticate(request.auth);
    const std::string since = request.checkpoint.value_or("");
    const auto known = std::ranges::find(contacts_, since, &bailey::Contact::updated_at);
    const auto first = known == contacts_.end() ? contacts_.begin() : known;  // unreadable: all
    return {.contacts = {first, contacts_.end()},
            .checkpoint = contacts_.empty() ? "0" : contacts_.back().updated_at};
  }

  bailey::ActionResult action(const bailey::ActionRequest& request, bailey::Call&) override {
    authenticate(request.auth);
    if (request.action != "say_hello") {
      throw bailey::Error(bailey::Error::Code::NotSupported);
    }
    return {.message = "Hello, " + request.data["name"].text()};
  }

private:
  void authenticate(const bailey::JsonView& auth) const {
    if (auth["token"].text() != token_) {
      throw bailey::Error(bailey::Error::Code::Unauthorized, "The API token is not valid");
    }
  }

  std::string token_;
  std::vector<bailey::Contact> contacts_;
};
}  // namespace

BAILEY_PLUGIN(MyCrm, R"({"name": "my_crm", "version": "0.1.0", "description": "A first adapter",
"operations": {"auth_validation": {"execution": "blocking"}, "action": {"execution": "blocking"},
               "contact_synchronization": {"execution": "blocking"}}})");
