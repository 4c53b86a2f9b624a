// The plugin that integration tests steer. Settings:
//   "token"         what auth.token must be in every operation but actions; not checked when absent
//   "store"         object of scalars: the answer of auth validation
//   "contacts"      array of contacts in the contract's shape, each with "updated_at", in that
//   order "interactions"  array of interactions in the contract's shape; "contact_id" limits one to
//   it "agents"        array of agents in the contract's shape "page_size"     contacts and agents
//   on one page; default 100
// Actions do what they are called; each says below what it reads from `data`.
// Built twice: probe.so is blocking, probe_nb.so has the same code and calls itself nonblocking.
#include "bailey/phone.hpp"
#include "bailey/plugin.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

using bailey::Error;
using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr milliseconds kPollInterval{5};
constexpr seconds kBlockedMax{30};
constexpr std::int64_t kMessageBytesMax = 64 * 1024 * 1024;
constexpr std::string_view kBeforeAll = "0";  // the checkpoint of a run that delivered nothing

std::vector<std::string> texts(const json& object, const char* name) {
  return object.value(name, std::vector<std::string>{});
}

std::string text(const json& object, const char* name) {
  return object.value(name, std::string());
}

bailey::Contact contactFrom(const json& row) {
  return {.id = text(row, "id"),
          .name = text(row, "name"),
          .company = text(row, "company"),
          .title = text(row, "title"),
          .emails = texts(row, "emails"),
          .phones = texts(row, "phones"),
          .photo_url = text(row, "photo_url"),
          .address = text(row, "address"),
          .websites = texts(row, "websites"),
          .twitter = text(row, "twitter"),
          .url = text(row, "url"),
          .updated_at = text(row, "updated_at")};
}

bailey::Interaction interactionFrom(const json& row) {
  return {.id = text(row, "id"),
          .subject = text(row, "subject"),
          .description = text(row, "description"),
          .date = text(row, "date"),
          .url = text(row, "url"),
          .type = text(row, "type"),
          .priority = text(row, "priority"),
          .status = text(row, "status")};
}

bailey::StoredFields storedFieldsFrom(const json& object) {
  bailey::StoredFields fields;
  for (const auto& [name, value] : object.items()) {
    if (value.is_boolean()) {
      fields[name] = value.get<bool>();
    } else if (value.is_number_integer()) {
      fields[name] = value.get<std::int64_t>();
    } else {
      fields[name] = value.get<std::string>();
    }
  }
  return fields;
}

std::size_t pageSizeFrom(const json& settings) {
  const auto size = settings.value("page_size", std::int64_t{100});
  if (size < 1 || size > 1'000'000) {
    throw bailey::InvalidSettings("/page_size", "must be between 1 and 1000000");
  }
  return static_cast<std::size_t>(size);
}

Error::Code codeNamed(const std::string& name) {
  static const std::map<std::string, Error::Code> kCodes = {
      {"InvalidRequest", Error::Code::InvalidRequest},
      {"Unauthorized", Error::Code::Unauthorized},
      {"Forbidden", Error::Code::Forbidden},
      {"NotFound", Error::Code::NotFound},
      {"Conflict", Error::Code::Conflict},
      {"Rejected", Error::Code::Rejected},
      {"RateLimited", Error::Code::RateLimited},
      {"Unavailable", Error::Code::Unavailable},
      {"Timeout", Error::Code::Timeout},
      {"NotSupported", Error::Code::NotSupported},
      {"Cancelled", Error::Code::Cancelled},
      {"Internal", Error::Code::Internal}};
  const auto found = kCodes.find(name);
  if (found == kCodes.end()) {
    throw Error(Error::Code::InvalidRequest, "data.code is not the name of an Error::Code");
  }
  return found->second;
}

// data.text comes back as the message.
bailey::ActionResult echo(const bailey::ActionRequest& request) {
  return {.message = request.data["text"].text()};
}

// Waits until the host gives up on the call, and notices it; logs which way.
bailey::ActionResult sleepUntilDeadline(bailey::Call& call) {
  call.log(bailey::LogLevel::Info, "waits for the deadline");
  while (!call.cancelled()) {
    const nanoseconds left = call.remaining();
    if (left.count() <= 0) {
      call.log(bailey::LogLevel::Info, "the deadline passed");
      throw Error(Error::Code::Timeout, "the deadline passed");
    }
    std::this_thread::sleep_for(std::min<nanoseconds>(left, kPollInterval));
  }
  call.log(bailey::LogLevel::Info, "the call was cancelled");
  throw Error(Error::Code::Cancelled, "the call was cancelled");
}

// Returns when the file data.release_file exists, deaf to deadline and cancellation.
bailey::ActionResult block(const bailey::ActionRequest& request) {
  const std::filesystem::path release_file = request.data["release_file"].text();
  const steady_clock::time_point end = steady_clock::now() + kBlockedMax;
  while (steady_clock::now() < end) {
    if (std::filesystem::exists(release_file)) {
      return {.message = "released"};
    }
    std::this_thread::sleep_for(kPollInterval);
  }
  return {.message = "not released"};
}

// data.code names an Error::Code; data.message and data.retry_after_s go with it.
bailey::ActionResult throwError(const bailey::ActionRequest& request) {
  throw Error(codeNamed(request.data["code"].text()),
              request.data["message"].text(),
              seconds(request.data["retry_after_s"].integer().value_or(0)));
}

bailey::ActionResult throwInt() {
  throw 42;  // NOLINT(hicpp-exception-baseclass): that is the point
}

// data.text is what() of the exception, which nobody may see.
bailey::ActionResult throwStd(const bailey::ActionRequest& request) {
  throw std::runtime_error(request.data["text"].text());
}

// Counts its calls and says how many there were, after the file data.release_file exists, if it is
// given. With data.code it then fails like throw_error; what it says stays the same.
bailey::ActionResult count(const bailey::ActionRequest& request, int calls, bailey::Call& call) {
  const std::string message = std::to_string(calls);
  if (!request.text("release_file").empty()) {
    call.log(bailey::LogLevel::Info, "waits to be released");
    block(request);
  }
  if (const std::string code = request.text("code"); !code.empty()) {
    throw Error(codeNamed(code), message);
  }
  return {.message = message};
}

// A message of data.bytes bytes.
bailey::ActionResult big(const bailey::ActionRequest& request) {
  const std::int64_t bytes = request.data["bytes"].integer().value_or(0);
  return {.message = std::string(
              static_cast<std::size_t>(std::clamp<std::int64_t>(bytes, 0, kMessageBytesMax)), 'x')};
}

class Probe final : public bailey::Adapter {
public:
  explicit Probe(const bailey::Setup& setup)
      : host_(setup.host),
        token_(text(setup.settings, "token")),
        store_(storedFieldsFrom(setup.settings.value("store", json::object()))),
        interactions_(setup.settings.value("interactions", json::array())),
        page_size_(pageSizeFrom(setup.settings)) {
    for (const json& row : setup.settings.value("contacts", json::array())) {
      contacts_.push_back(contactFrom(row));
    }
    for (const json& row : setup.settings.value("agents", json::array())) {
      agents_.push_back({text(row, "id"), text(row, "name"), text(row, "email")});
    }
  }

  bailey::StoredFields authValidation(const bailey::AuthValidationRequest& request,
                                      bailey::Call& /*call*/) override {
    authenticate(request.auth);
    return store_;
  }

  // The offset counts what the run has delivered; one that is none starts the run again. The
  // context repeats it, so that tests see it travel.
  bailey::ContactPage contactSynchronization(const bailey::ContactSynchronizationRequest& request,
                                             bailey::Call& /*call*/) override {
    authenticate(request.auth);
    const std::string since = request.checkpoint.value_or(std::string(kBeforeAll));
    const auto changed =
        std::ranges::lower_bound(contacts_, since, {}, &bailey::Contact::updated_at);
    const auto total = static_cast<std::size_t>(contacts_.end() - changed);
    const std::size_t begin = std::min(offsetFrom(request.offset), total);
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

  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, bailey::Call& /*call*/) override {
    authenticate(request.auth);
    std::vector<bailey::Interaction> found;
    for (const json& row : interactions_) {
      const std::string contact = text(row, "contact_id");
      const bool is_wanted =
          !request.types ||
          std::ranges::find(*request.types, text(row, "type")) != request.types->end();
      if (is_wanted && (contact.empty() || contact == request.contact_id)) {
        found.push_back(interactionFrom(row));
      }
    }
    return found;
  }

  bailey::AgentPage agentSynchronization(const bailey::AgentSynchronizationRequest& request,
                                         bailey::Call& /*call*/) override {
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

  bailey::ActionResult action(const bailey::ActionRequest& request, bailey::Call& call) override {
    using Action =
        bailey::ActionResult (*)(const Probe&, const bailey::ActionRequest&, bailey::Call&);
    using Request = bailey::ActionRequest;
    static const std::map<std::string_view, Action> kActions = {
        {"echo",
         [](const Probe&, const Request& in, bailey::Call&) {
           return echo(in);
         }},
        {"sleep_until_deadline",
         [](const Probe&, const Request&, bailey::Call& c) {
           return sleepUntilDeadline(c);
         }},
        {"block",
         [](const Probe&, const Request& in, bailey::Call&) {
           return block(in);
         }},
        {"throw_error",
         [](const Probe&, const Request& in, bailey::Call&) {
           return throwError(in);
         }},
        {"throw_int",
         [](const Probe&, const Request&, bailey::Call&) {
           return throwInt();
         }},
        {"throw_std",
         [](const Probe&, const Request& in, bailey::Call&) {
           return throwStd(in);
         }},
        {"secret",
         [](const Probe& self, const Request&, bailey::Call&) {
           return self.secret();
         }},
        {"normalize_phone",
         [](const Probe& self, const Request& in, bailey::Call&) {
           return self.normalizePhone(in);
         }},
        {"log",
         [](const Probe& self, const Request& in, bailey::Call& c) {
           return self.log(in, c);
         }},
        {"count",
         [](const Probe& self, const Request& in, bailey::Call& c) {
           return count(in, ++self.counted_, c);
         }},
        {"big",
         [](const Probe&, const Request& in, bailey::Call&) {
           return big(in);
         }},
        {"pid", [](const Probe&, const Request&, bailey::Call&) {
           return bailey::ActionResult{.message = std::to_string(getpid())};
         }}};
    const auto found = kActions.find(request.action);
    if (found == kActions.end()) {
      throw Error(Error::Code::NotSupported);
    }
    return found->second(*this, request, call);
  }

private:
  void authenticate(const bailey::JsonView& auth) const {
    if (!token_.empty() && auth["token"].text() != token_) {
      throw Error(Error::Code::Unauthorized, "The token is not valid");
    }
  }

  static std::size_t offsetFrom(const std::optional<std::string>& offset) {
    const std::int64_t count =
        bailey::JsonView(offset ? std::string_view(*offset) : std::string_view())
            .integer()
            .value_or(0);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
  }

  // data.number in E.164, data.region being its default country, or "none".
  [[nodiscard]] bailey::ActionResult normalizePhone(const bailey::ActionRequest& request) const {
    return {
        .message =
            bailey::e164(host_, request.text("number"), request.text("region")).value_or("none")};
  }

  // The length of the secret "key", or "absent".
  [[nodiscard]] bailey::ActionResult secret() const {
    const std::optional<std::string> value = host_.secret("key");
    return {.message = value ? std::to_string(value->size()) : "absent"};
  }

  // Writes data.text, control characters and all, once with the call and once without.
  bailey::ActionResult log(const bailey::ActionRequest& request, bailey::Call& call) const {
    const std::string line = request.data["text"].text();
    call.log(bailey::LogLevel::Info, line);
    host_.log(bailey::LogLevel::Warn, line);
    return {.message = "logged"};
  }

  bailey::Host host_;
  mutable std::atomic<int> counted_{0};
  std::string token_;
  bailey::StoredFields store_;
  json interactions_;
  std::size_t page_size_;
  std::vector<bailey::Contact> contacts_;
  std::vector<bailey::Agent> agents_;
};

}  // namespace

#if defined(PROBE_NONBLOCKING)
#define PROBE_NAME "probe_nb"
#define PROBE_EXECUTION R"({"execution":"nonblocking"})"
#else
#define PROBE_NAME "probe"
#define PROBE_EXECUTION R"({"execution":"blocking"})"
#endif

BAILEY_PLUGIN(Probe,
              R"({"name":")" PROBE_NAME R"(","version":"1.0.0","description":"Steered by tests",)"
              R"("operations":{"auth_validation":)" PROBE_EXECUTION
              R"(,"contact_synchronization":)" PROBE_EXECUTION
              R"(,"interaction_retrieval":)" PROBE_EXECUTION
              R"(,"agent_synchronization":)" PROBE_EXECUTION R"(,"action":)" PROBE_EXECUTION
              R"(},"secrets":["key"]})");
