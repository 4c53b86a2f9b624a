#include "admin/admin_api.h"

#include "admin/admin_json.h"

#include <utility>

namespace bailey::admin {
namespace {

using nlohmann::json;

constexpr int kAccepted = 202;
constexpr int kNotFound = 404;
constexpr int kMethodNotAllowed = 405;
constexpr int kConflict = 409;
constexpr int kUnavailable = 503;

constexpr std::string_view kIntegrations = "/v1/integrations/";

AdminAnswer error(int status, std::string message) {
  return {status, {{"message", std::move(message)}}};
}

AdminAnswer reportAnswer(const control::ReloadReport& report) {
  return {report.ok() ? 200 : kConflict, toJson(report)};
}

}  // namespace

AdminAnswer AdminApi::handle(std::string_view method, std::string_view target) {
  const bool is_post = method == "POST";
  if (target == "/v1/status") {
    return onControlThread([this] {
      return AdminAnswer{200,
                         statusJson(*parts_.active.acquire(), parts_.controller, parts_.version)};
    });
  }
  if (target.starts_with(kIntegrations)) {
    return handleIntegration(method, target.substr(kIntegrations.size()));
  }
  const bool is_known = target == "/v1/reload" || target == "/v1/reload?wait=no" ||
                        target == "/v1/validate" || target == "/v1/drain";
  if (!is_known) {
    return error(kNotFound, "there is no " + std::string(target));
  }
  if (!is_post) {
    return error(kMethodNotAllowed, "it takes POST");
  }
  if (target == "/v1/reload") {
    return onControlThread([this] { return reportAnswer(parts_.controller.reload()); });
  }
  if (target == "/v1/validate") {
    return onControlThread([this] { return reportAnswer(parts_.controller.validate()); });
  }
  return post(target == "/v1/drain" ? parts_.stop : [this] { (void)parts_.controller.reload(); });
}

AdminAnswer AdminApi::handleIntegration(std::string_view method, std::string_view rest) {
  const std::size_t slash = rest.find('/');
  const std::string name(rest.substr(0, slash));
  const std::string_view verb = slash == std::string_view::npos ? "" : rest.substr(slash + 1);
  if (verb == "history" && method == "GET") {
    return onControlThread([&] {
      return AdminAnswer{200, toJson(parts_.controller.history(name))};
    });
  }
  if (verb == "rollback" && method == "POST") {
    return onControlThread([&] {
      const auto version = parts_.controller.rollBack(name);
      return version.ok() ? AdminAnswer{200, toJson(version.value())}
                          : error(kConflict, version.error().message);
    });
  }
  return error(kNotFound, "an integration has GET history and POST rollback");
}

AdminAnswer AdminApi::onControlThread(Work work) {
  auto answer = parts_.commands.run(std::move(work));
  return answer ? std::move(*answer) : error(kUnavailable, "the bridge is stopping");
}

AdminAnswer AdminApi::post(std::function<void()> work) {
  return parts_.commands.post(std::move(work)) ? AdminAnswer{kAccepted, json::object()}
                                               : error(kUnavailable, "the bridge is stopping");
}

}  // namespace bailey::admin
