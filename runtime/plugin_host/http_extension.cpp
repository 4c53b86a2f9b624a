#include "plugin_host/http_extension.h"

#include "plugin_host/call_frame.h"
#include "plugin_host/http_answer.h"
#include "plugin_host/pending_call.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace bailey::plugin_host {
namespace {

using upstream::Trouble;

// Of create(), which has no deadline of its own and is to say in seconds what is wrong.
constexpr std::chrono::seconds kTimeInCreate{5};
const std::atomic<bool> kNeverCancelled{false};

HttpExtension& self(void* context) {
  return *static_cast<HttpExtension*>(context);
}

std::string textOf(bailey_str text) {
  return text.size == 0 ? std::string() : std::string(text.data, text.size);
}

// With a URL that is none it is a request that cannot be sent.
upstream::Request readRequest(const bailey_http_request& from) {
  upstream::Request request;
  auto url = upstream::parseUrl({from.url.data, from.url.size});
  if (!url.ok()) {
    request.method.clear();
    return request;
  }
  request.method = textOf(from.method);
  request.url = std::move(url.value());
  request.fields.reserve(from.field_count);
  for (std::size_t i = 0; i < from.field_count; ++i) {
    request.fields.emplace_back(textOf(from.fields[i].name), textOf(from.fields[i].value));
  }
  request.body = textOf(from.body);
  request.repeatable = (from.flags & BAILEY_HTTP_REPEATABLE) != 0;
  return request;
}

const bailey_http_answer* refused() {
  return HttpAnswer::give(upstream::noAnswer(Trouble::BadRequest));
}

}  // namespace

HttpExtension::HttpExtension(upstream::Service& service,
                             std::shared_ptr<const upstream::Gateway> gateway,
                             const Calls& calls)
    : service_(service),
      gateway_(std::move(gateway)),
      calls_(calls),
      abi_{sizeof(bailey_http),
           0,
           this,
           [](void* context, std::uint64_t call, const bailey_http_request* request) {
             return self(context).fetch(call, *request);
           },
           [](void* context,
              std::uint64_t call,
              const bailey_http_request* request,
              bailey_http_done done,
              void* cookie) { self(context).start(call, *request, done, cookie); },
           [](void* /*context*/, const bailey_http_answer* answer) {
             HttpAnswer::takeBack(answer);
           }} {}

const bailey_http_answer* HttpExtension::fetch(std::uint64_t call,
                                               const bailey_http_request& from) {
  const std::optional<RunningCall> running = calls_.find(call);
  if (running && running->pending != nullptr) {
    return refused();  // it would hold the loop, and wait for itself
  }
  if (!running && call != 0) {
    return HttpAnswer::give(upstream::noAnswer(Trouble::Cancelled));
  }
  upstream::Request request = readRequest(from);
  const bool is_write = !request.mayRepeat();
  auto answer = service_.fetch(gateway_,
                               std::move(request),
                               running ? running->deadline : event::Clock::now() + kTimeInCreate,
                               running ? *running->cancelled : kNeverCancelled);
  if (running && is_write && mayHaveWritten(*answer)) {
    running->frame->noteWrite();
  }
  return HttpAnswer::give(std::move(answer));
}

void HttpExtension::start(std::uint64_t call,
                          const bailey_http_request& from,
                          bailey_http_done done,
                          void* cookie) {
  const std::optional<RunningCall> running = calls_.find(call);
  if (!running || running->pending == nullptr) {
    done(cookie, refused());  // a blocking operation, or none: there is no loop to come back on
    return;
  }
  running->pending->ask(gateway_, readRequest(from), done, cookie);
}

}  // namespace bailey::plugin_host
