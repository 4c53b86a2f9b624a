#include "auth_validation.h"

#include "failures.h"

#include <utility>

namespace bailey::zendesk {

Task<StoredFields> validate(const Account& account, Call& call) {
  Url url = account.api();
  url.path("users").path("me");
  HttpRequest request = account.get(url);
  const HttpResponse response = co_await call.http().send(std::move(request));
  if (response.status() == 404) {  // every host below zendesk.com answers, also unused ones
    throw Error(Error::Code::Unauthorized,
                "There is no Zendesk account at this address: check the subdomain.");
  }
  expectSuccess(response);
  const JsonDocument answer(response.body());
  const JsonNode user = objectOf(answer, "user");
  if (!user["id"].present()) {  // 200 with an anonymous user
    throw Error(Error::Code::Unauthorized,
                "Zendesk did not accept the credentials: check the e-mail address and the token.");
  }
  if (user["role"].string() == "end-user") {
    throw Error(Error::Code::Forbidden,
                "This Zendesk user is a customer: connect with an agent or an administrator.");
  }
  co_return StoredFields();
}

}  // namespace bailey::zendesk
