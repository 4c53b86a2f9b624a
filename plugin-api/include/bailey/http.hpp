// Requests to the CRM, by the host's HTTP service: `co_await call.http().send(request)` in a
// coroutine, `call.http().fetch(request)` in an operation that waits on a thread of its own. The
// host does connections, TLS, deadlines and repeats; an adapter says what it wants to ask.
#pragma once

#include "bailey/abi.h"
#include "bailey/errors.hpp"
#include "bailey/host.hpp"
#include "bailey/secret.hpp"

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailey {

// Wiped when it goes: its fields hold credentials, and its URL and body somebody's data.
class HttpRequest {
public:
  HttpRequest(std::string method, std::string url)
      : method_(std::move(method)),
        url_(std::move(url)) {}

  static HttpRequest get(std::string url) { return {"GET", std::move(url)}; }

  static HttpRequest post(std::string url) { return {"POST", std::move(url)}; }

  static HttpRequest put(std::string url) { return {"PUT", std::move(url)}; }

  static HttpRequest patch(std::string url) { return {"PATCH", std::move(url)}; }

  HttpRequest(HttpRequest&&) noexcept = default;
  HttpRequest& operator=(HttpRequest&&) noexcept = default;
  HttpRequest(const HttpRequest&) = delete;
  HttpRequest& operator=(const HttpRequest&) = delete;

  ~HttpRequest() {
    detail::wipe(url_);
    detail::wipe(body_);
    for (auto& [name, value] : fields_) {
      detail::wipe(value);
    }
  }

  HttpRequest& field(std::string name, std::string value) & {
    fields_.emplace_back(std::move(name), std::move(value));
    return *this;
  }

  HttpRequest&& field(std::string name, std::string value) && {
    return std::move(field(std::move(name), std::move(value)));
  }

  // RFC 7617. A user name with a colon would end early: refused.
  HttpRequest& basic(std::string_view user, const Secret& password) &;

  HttpRequest&& basic(std::string_view user, const Secret& password) && {
    return std::move(basic(user, password));
  }

  // RFC 6750.
  HttpRequest& bearer(const Secret& token) & {
    return field("Authorization", std::string("Bearer ").append(token.reveal()));
  }

  HttpRequest&& bearer(const Secret& token) && { return std::move(bearer(token)); }

  HttpRequest& json(std::string body) & {
    body_ = std::move(body);
    return field("Content-Type", "application/json");
  }

  HttpRequest&& json(std::string body) && { return std::move(json(std::move(body))); }

  // Says that asking twice does no harm: a search by POST. GET and HEAD are so by themselves.
  HttpRequest& repeatable() & {
    flags_ |= BAILEY_HTTP_REPEATABLE;
    return *this;
  }

  HttpRequest&& repeatable() && { return std::move(repeatable()); }

private:
  friend class Http;
  friend class HttpExchange;

  // As the ABI has it; valid as long as this and `fields`.
  [[nodiscard]] bailey_http_request borrow(std::vector<bailey_http_field>& fields) const;

  std::string method_;
  std::string url_;
  std::vector<std::pair<std::string, std::string>> fields_;
  std::string body_;
  std::uint32_t flags_ = 0;
};

// A whole answer of the CRM, whatever its status. Views into it live as long as it does.
class HttpResponse {
public:
  HttpResponse(const bailey_http* http, const bailey_http_answer* answer)
      : http_(http),
        answer_(answer) {}

  HttpResponse(HttpResponse&& other) noexcept
      : http_(other.http_),
        answer_(std::exchange(other.answer_, nullptr)) {}

  HttpResponse& operator=(HttpResponse&& other) noexcept {
    std::swap(http_, other.http_);
    std::swap(answer_, other.answer_);
    return *this;
  }

  HttpResponse(const HttpResponse&) = delete;
  HttpResponse& operator=(const HttpResponse&) = delete;

  ~HttpResponse() {
    if (answer_ != nullptr) {
      http_->release(http_->context, answer_);
    }
  }

  [[nodiscard]] int status() const { return static_cast<int>(answer_->http_status); }

  [[nodiscard]] bool isSuccess() const { return status() >= 200 && status() < 300; }

  // Decoded. 64 bytes behind it are readable, as simdjson wants them.
  [[nodiscard]] std::string_view body() const { return detail::view(answer_->body); }

  // The first field called `name`, letter case aside; empty when there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const;

  // How long the CRM wants to be left alone; zero when it did not say.
  [[nodiscard]] std::chrono::seconds retryAfter() const {
    return std::chrono::seconds(answer_->retry_after_s);
  }

private:
  const bailey_http* http_;
  const bailey_http_answer* answer_;
};

// What `co_await http.send(...)` awaits.
class [[nodiscard]] HttpExchange {
public:
  HttpExchange(const bailey_http* http, std::uint64_t call, HttpRequest request)
      : http_(http),
        call_(call),
        request_(std::move(request)) {}

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  void await_suspend(std::coroutine_handle<> waiting) {
    waiting_ = waiting;
    std::vector<bailey_http_field> fields;
    const bailey_http_request request = request_.borrow(fields);
    http_->start(http_->context, call_, &request, &done, this);
  }

  // The answer. Throws Error when there is none.
  HttpResponse await_resume() { return answered(http_, answer_); }

private:
  friend class Http;

  static HttpResponse answered(const bailey_http* http, const bailey_http_answer* answer);

  static void done(void* cookie, const bailey_http_answer* answer) noexcept {
    auto* exchange = static_cast<HttpExchange*>(cookie);
    exchange->answer_ = answer;
    exchange->waiting_.resume();
  }

  const bailey_http* http_;
  std::uint64_t call_;
  HttpRequest request_;
  std::coroutine_handle<> waiting_;
  const bailey_http_answer* answer_ = nullptr;
};

// The host's HTTP service for one call. Cheap to copy; valid as long as the call.
class Http {
public:
  Http(const bailey_http* http, std::uint64_t call) : http_(http), call_(call) {}

  // For coroutines. Throws Error when no whole answer came: Unavailable, Timeout, RateLimited,
  // InvalidRequest for what may not be sent. A status that is no success throws nothing.
  [[nodiscard]] HttpExchange send(HttpRequest request) const {
    return {http_, call_, std::move(request)};
  }

  [[nodiscard]] HttpExchange get(std::string url) const {
    return send(HttpRequest::get(std::move(url)));
  }

  // The same, waiting on the calling thread: for operations the manifest calls "blocking", and for
  // constructors.
  [[nodiscard]] HttpResponse fetch(const HttpRequest& request) const;

private:
  const bailey_http* http_;
  std::uint64_t call_;
};

// ---- Details ----

namespace detail {

inline std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group <<= 8U;
      group |= i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U;
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += i + j <= bytes.size() ? kDigits[(group >> (18U - 6U * j)) & 63U] : '=';
    }
  }
  return out;
}

inline bool equalsIgnoringCase(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  if (a.size() != b.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) {
      return false;
    }
  }
  return true;
}

}  // namespace detail

inline HttpRequest& HttpRequest::basic(std::string_view user, const Secret& password) & {
  if (user.find(':') != std::string_view::npos) {
    throw Error(Error::Code::InvalidRequest, "A user name cannot hold a colon.");
  }
  std::string both;
  both.reserve(user.size() + 1 + password.reveal().size());  // one place to wipe
  both.append(user).append(":").append(password.reveal());
  field("Authorization", "Basic " + detail::base64(both));
  detail::wipe(both);
  return *this;
}

inline std::string_view HttpResponse::field(std::string_view name) const {
  for (std::size_t i = 0; i < answer_->field_count; ++i) {
    if (detail::equalsIgnoringCase(detail::view(answer_->fields[i].name), name)) {
      return detail::view(answer_->fields[i].value);
    }
  }
  return {};
}

inline bailey_http_request HttpRequest::borrow(std::vector<bailey_http_field>& fields) const {
  fields.reserve(fields_.size());
  for (const auto& [name, value] : fields_) {
    fields.push_back({detail::borrow(name), detail::borrow(value)});
  }
  return {sizeof(bailey_http_request),
          flags_,
          detail::borrow(method_),
          detail::borrow(url_),
          fields.data(),
          fields.size(),
          detail::borrow(body_)};
}

inline HttpResponse HttpExchange::answered(const bailey_http* http,
                                           const bailey_http_answer* answer) {
  HttpResponse response(http, answer);
  if (answer->outcome != BAILEY_OK) {
    throw Error(static_cast<Error::Code>(answer->outcome),
                std::string(detail::view(answer->message)),
                response.retryAfter());
  }
  return response;
}

inline HttpResponse Http::fetch(const HttpRequest& request) const {
  std::vector<bailey_http_field> fields;
  const bailey_http_request borrowed = request.borrow(fields);
  return HttpExchange::answered(http_, http_->fetch(http_->context, call_, &borrowed));
}

namespace detail {

inline Http httpOf(const Host& host, std::uint64_t call) {
  const auto* http = host.extension<bailey_http>(BAILEY_HTTP_EXTENSION);
  if (http == nullptr) {
    throw Error(Error::Code::Unavailable, "This host offers no HTTP service.");
  }
  return {http, call};
}

}  // namespace detail

inline Http Host::http() const {
  return detail::httpOf(*this, 0);
}

inline Http Call::http() const {
  return detail::httpOf(Host(host_), request_->call);
}

}  // namespace bailey
