#include "control/reload_log.h"

#include <utility>

namespace bailey::control {
namespace {

using observability::Level;

void writeComplaint(observability::Log& log,
                    std::string_view event,
                    const config::Complaint& complaint,
                    const IntegrationReport* about) {
  log.write(Level::Error, event, [&](JsonWriter& json) {
    if (about != nullptr) {
      json.member("integration", about->name).member("serving", nameOf(about->serving));
    }
    json.member("file", complaint.file.string());
    json.optionalMember("pointer", complaint.pointer);
    json.member("message", complaint.message);
  });
}

}  // namespace

void ReloadLog::write(const ReloadReport& report) {
  std::map<std::string, std::vector<std::string>> refusals;
  bool news = report.server_changed;
  if (!report.server_complaints.empty()) {
    refusals[""] = config::toLines(report.server_complaints);
    if (told_[""] != refusals[""]) {
      news = true;
      for (const config::Complaint& complaint : report.server_complaints) {
        writeComplaint(log_, "server_settings_refused", complaint, nullptr);
      }
    }
  }
  for (const IntegrationReport& one : report.integrations) {
    if (one.change == Change::Refused) {
      refusals[one.name] = config::toLines(one.complaints);
    }
    if (one.change != Change::Unchanged &&
        (one.change != Change::Refused || told_[one.name] != refusals[one.name])) {
      news = true;
      writeIntegration(one);
    }
  }
  news = news || told_.size() != refusals.size();
  told_ = std::move(refusals);
  if (news) {
    log_.write(report.ok() ? Level::Info : Level::Error, "reloaded", [&](JsonWriter& json) {
      json.key("generation").value(report.generation);
      json.key("server_changed").value(report.server_changed);
      json.key("ok").value(report.ok());
    });
  }
}

void ReloadLog::writeIntegration(const IntegrationReport& one) {
  for (const config::Complaint& complaint : one.complaints) {
    writeComplaint(log_, "integration_refused", complaint, &one);
  }
  if (one.change != Change::Refused) {
    log_.write(Level::Info, "integration_changed", [&](JsonWriter& json) {
      json.member("integration", one.name).member("change", nameOf(one.change));
    });
  }
}

}  // namespace bailey::control
