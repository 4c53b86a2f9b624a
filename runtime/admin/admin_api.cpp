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

constexpr const char* kStopping = "the bridge is stopping";
constexpr std::string_view kIntegrations = "/v1/integrations/";

AdminAnswer error(int status, std::string message) {
  return {status, {{"message", std::move(message)}}};
}

AdminAnswer reportAnswer(const control::ReloadReport& report) {
  return {report.ok() ? 200 : kConflict, toJson(report)};
}

}  // namespace

AdminAnswer AdminApi::handle(std::string_view method, std::string_view target) {
  if (target == "/v1/status") {
    return {200, statusJson(*parts_.active.acquire(), parts_.controller, parts_.version)};
  }
  if (target.starts_with(kIntegrations)) {
    return handleIntegration(method, target.substr(kIntegrations.size()));
  }
  const bool is_known = target == "/v1/reload" || target == "/v1/reload?wait=no" ||
                        target == "/v1/validate" || target == "/v1/drain";
  if (!is_known) {
    return error(kNotFound, "there is no " + std::string(target));
  }
  if (method != "POST") {
    return error(kMethodNotAllowed, "it takes POST");
  }
  if (target == "/v1/reload") {
    return onControlThread([this] { return reportAnswer(parts_.controller.reload()); });
  }
  if (target == "/v1/validate") {
    return onControlThread([this] { return reportAnswer(parts_.controller.validate()); });
  }
  if (target == "/v1/drain") {
    parts_.stop();
    return {kAccepted, json::object()};
  }
  return parts_.commands.post([this] { (void)parts_.controller.reload(); })
             ? AdminAnswer{kAccepted, json::object()}
             : error(kUnavailable, kStopping);
}

AdminAnswer AdminApi::handleIntegration(std::string_view method, std::string_view rest) {
  const std::size_t slash = rest.find('/');
  const std::string name(rest.substr(0, slash));
  const std::string_view verb = slash == std::string_view::npos ? "" : rest.substr(slash + 1);
  if (verb == "history" && method == "GET") {
    return {200, toJson(parts_.controller.history(name))};
  }
  const bool is_change = verb == "rollback" || verb == "disable" || verb == "enable";
  if (is_change && method == "POST") {
    return onControlThread([&] { return change(name, verb); });
  }
  return error(kNotFound, "an integration has GET history and POST rollback, disable, enable");
}

AdminAnswer AdminApi::change(const std::string& name, std::string_view verb) {
  control::Controller& controller = parts_.controller;
  if (verb == "rollback") {
    const auto version = controller.rollBack(name);
    return version.ok() ? AdminAnswer{200, toJson(version.value())}
                        : error(kConflict, version.error().message);
  }
  const auto report = verb == "disable" ? controller.disable(name) : controller.enable(name);
  return report.ok() ? reportAnswer(report.value()) : error(kConflict, report.error().message);
}

AdminAnswer AdminApi::onControlThread(Work work) {
  auto answer = parts_.commands.run(std::move(work));
  return answer ? std::move(*answer) : error(kUnavailable, kStopping);
}

}  // namespace bailey::admin
