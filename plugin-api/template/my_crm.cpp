// A small but complete adapter; its "CRM" is a list in the settings.
#include <bailey/key_walk.hpp>

namespace bailey::my_crm {
struct MyCrm final : Adapter {
  explicit MyCrm(const Setup& setup) : token_(setup.settings.at("token")) {
    allowOnly(setup.settings, {"/token", "/contacts/*/id", "/contacts/*/name", "/contacts/*/at"});
    for (const auto& row : setup.settings.at("contacts")) {
      contacts_[{row.at("at"), row.at("id")}] = {.id = row.at("id"), .name = row.at("name")};
    }
  }

  StoredFields authValidation(const AuthValidationRequest& request, Call&) override {
    return authenticate(request.auth);
  }

  ContactPage contactSynchronization(const ContactSynchronizationRequest& request,
                                     Call& call) override {
    authenticate(request.auth);
    KeyWalk walk(request, call);  // checkpoints, offsets and page sizes
    auto next = contacts_.upper_bound(walk.after());
    while (next != contacts_.end() && walk.take(next->second, next->first)) {
      ++next;
    }
    return walk.finish();
  }

  ActionResult action(const ActionRequest& request, Call&) override {
    authenticate(request.auth);
    return request.action == "say_hello"
               ? ActionResult{.message = "Hello, " + request.data["name"].text()}
               : throw Error(Error::Code::NotSupported);
  }

private:
  StoredFields authenticate(const JsonView& auth) const {
    return auth["token"].text() == token_
               ? StoredFields()
               : throw Error(Error::Code::Unauthorized, "The API token is not valid");
  }

  std::string token_;
  std::map<SortKey, Contact> contacts_;  // by change time, then id
};
}  // namespace bailey::my_crm

BAILEY_PLUGIN(bailey::my_crm::MyCrm, R"({"name": "my_crm", "version": "0.1.0",
"description": "A first adapter", "operations": {"auth_validation": {"execution": "blocking"},
"contact_synchronization": {"execution": "blocking"}, "action": {"execution": "blocking"}}})");
