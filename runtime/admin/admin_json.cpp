#include "admin/admin_json.h"

#include "plugin_host/library.h"

#include <unistd.h>

#include <algorithm>

namespace bailey::admin {
namespace {

using nlohmann::json;

json toJson(const std::vector<config::Complaint>& complaints) {
  json list = json::array();
  for (const config::Complaint& complaint : complaints) {
    list.push_back({{"file", complaint.file.string()},
                    {"pointer", complaint.pointer},
                    {"message", complaint.message}});
  }
  return list;
}

std::string stateOf(const control::IntegrationReport& report,
                    const generation::Integration* served,
                    const control::ControlStatus& status) {
  if (report.serving == control::Serving::Disabled) {
    return "disabled";
  }
  if (served == nullptr || !served->isInService()) {
    return "down";
  }
  switch (report.serving) {
    case control::Serving::Previous:
      return "previous";
    case control::Serving::LastGood:
      return "last_good";
    default:
      return status.on_probation.contains(report.name) ? "probation" : "serving";
  }
}

json integrationJson(const control::IntegrationReport& report,
                     const generation::Integration* served,
                     const control::ControlStatus& status) {
  json one = {{"name", report.name},
              {"state", stateOf(report, served, status)},
              {"complaints", toJson(report.complaints)}};
  if (served != nullptr && served->isInService()) {
    const plugin_host::Library& library = served->plugin->library();
    const generation::OutcomeCounts counts = served->outcomes->counts();
    one.update({{"plugin", library.manifest().name},
                {"plugin_version", library.manifest().version},
                {"plugin_sha256", library.staged().sha256},
                {"requests", counts.requests},
                {"crm_failed", counts.crm_failed},
                {"broke", counts.broke},
                {"running", served->bulkhead->running()},
                {"waiting", served->bulkhead->waiting()}});
  }
  return one;
}

}  // namespace

json toJson(const control::ReloadReport& report) {
  json integrations = json::array();
  for (const control::IntegrationReport& one : report.integrations) {
    integrations.push_back({{"name", one.name},
                            {"change", nameOf(one.change)},
                            {"serving", nameOf(one.serving)},
                            {"complaints", toJson(one.complaints)}});
  }
  return {{"ok", report.ok()},
          {"generation", report.generation},
          {"server_changed", report.server_changed},
          {"server_complaints", toJson(report.server_complaints)},
          {"integrations", integrations}};
}

json toJson(const control::KeptVersion& version) {
  return {{"number", version.number},
          {"kept_at", version.kept_at},
          {"plugin", version.plugin},
          {"plugin_version", version.plugin_version},
          {"plugin_sha256", version.id.plugin_sha256},
          {"fingerprint", version.id.fingerprint}};
}

json toJson(const std::vector<control::KeptVersion>& history) {
  json list = json::array();
  for (const control::KeptVersion& version : history) {
    list.push_back(toJson(version));
  }
  return list;
}

json statusJson(const generation::Generation& generation,
                const control::Controller& controller,
                const std::string& version) {
  const control::ControlStatus status = controller.status();
  const control::ReloadReport& report = status.report;
  json integrations = json::array();
  for (const control::IntegrationReport& one : report.integrations) {
    if (one.change != control::Change::Removed) {
      integrations.push_back(integrationJson(one, generation.find(one.name), status));
    }
  }
  json residents = json::array();
  const control::RetirementStatus retirement = controller.retirement();
  for (const control::Resident& one : retirement.residents) {
    residents.push_back({{"plugin", one.plugin}, {"version", one.version}, {"reason", one.reason}});
  }
  return {{"version", version},
          {"pid", ::getpid()},
          {"generation", generation.number},
          {"ok", report.ok()},
          {"reloading", status.is_reloading},
          {"draining", retirement.draining},
          {"residents", residents},
          {"server_complaints", toJson(report.server_complaints)},
          {"integrations", integrations}};
}

}  // namespace bailey::admin
