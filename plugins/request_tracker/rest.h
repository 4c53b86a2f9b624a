// Requests to RT's REST 2.0 interface for one call: signed, and with every refusal turned into the
// right Error.
#pragma once

#include "credentials.h"
#include "settings.h"

#include "bailey/http.hpp"
#include "bailey/json_document.hpp"
#include "bailey/plugin.hpp"
#include "bailey/task.hpp"
#include "bailey/url.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace bailey::request_tracker {

class Rest {
public:
  // All are borrowed: they outlive this.
  Rest(const Settings& settings, const Credentials& credentials, JsonView auth, const Call& call)
      : settings_(settings),
        credentials_(credentials),
        auth_(auth),
        call_(call) {}

  [[nodiscard]] const Settings& settings() const { return settings_; }

  [[nodiscard]] const Call& call() const { return call_; }

  // {base_url}/REST/2.0
  [[nodiscard]] Url url() const { return Url(settings_.base_url + "/REST/2.0"); }

  // Answers of success only; everything else is thrown.
  [[nodiscard]] Task<HttpResponse> get(std::string url) const;

  // As get(), but nothing where RT has no such record.
  [[nodiscard]] Task<std::optional<HttpResponse>> find(std::string url) const;

  // A search by POST: changes nothing.
  [[nodiscard]] Task<HttpResponse> search(std::string url, std::string json) const;

  // Creates or changes something. `what` begins the sentence when RT refuses: "Ticket not created".
  [[nodiscard]] Task<HttpResponse> write(HttpRequest request,
                                         std::string json,
                                         std::string_view what) const;

private:
  [[nodiscard]] Task<HttpResponse> successful(HttpRequest request, std::string_view what) const;

  const Settings& settings_;
  const Credentials& credentials_;
  JsonView auth_;
  const Call& call_;
};

// The records of a list's answer. Throws Unavailable when it is no list: nobody may take that for
// an empty one.
[[nodiscard]] JsonNode itemsOf(const JsonDocument& document);

}  // namespace bailey::request_tracker
