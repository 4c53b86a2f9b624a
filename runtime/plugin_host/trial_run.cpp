#include "plugin_host/trial_run.h"

#include "core/file_descriptor.h"
#include "observability/log.h"
#include "plugin_host/extensions.h"
#include "plugin_host/library.h"
#include "plugin_host/plugin_instance.h"
#include "plugin_host/sample_question.h"

#include <nlohmann/json.hpp>

#include <fcntl.h>

#include <utility>

namespace bailey::plugin_host {
namespace {

using nlohmann::json;
using Say = std::function<void(const std::string& line)>;

TrialCase caseFrom(const json& document) {
  const json& upstream = document.at("upstream");
  TrialCase one{document.at("integration"),
                document.at("setup"),
                {},
                {upstream.at("hosts"),
                 upstream.at("networks"),
                 upstream.at("ca").get<std::string>(),
                 upstream.at("response_bytes"),
                 upstream.at("requests_per_second"),
                 upstream.at("breaker_failures")}};
  for (const auto& [name, value] : document.at("secrets").items()) {
    one.secrets.emplace(name, core::Secret::copyOf(value.get_ref<const std::string&>()));
  }
  return one;
}

TrialRun fromText(const std::string& text) {
  const json document = json::parse(text);
  TrialRun run;
  run.staged.source = document.at("source").get<std::string>();
  run.staged.copy = document.at("copy").get<std::string>();
  run.staged.manifest_text = document.at("manifest");
  run.staged.manifest = parseManifest(run.staged.manifest_text).value();
  for (const json& one : document.at("cases")) {
    run.cases.push_back(caseFrom(one));
  }
  return run;
}

void complain(const Say& say, const std::string& pointer, const std::string& message) {
  say(std::string(kTrialComplaint) + json{{"pointer", pointer}, {"message", message}}.dump(
                                         -1, ' ', false, json::error_handler_t::replace));
}

void step(const Say& say, const char* name) {
  say(std::string(kTrialStep) + name);
}

void useInstance(const TrialCase& with,
                 const std::shared_ptr<Library>& library,
                 observability::Log& log,
                 const Say& say) {
  Extensions extensions(moduleFolders(), log);
  auto gateway = extensions.gateway(with.integration, with.upstream, library->manifest());
  if (!gateway.ok()) {
    complain(say, "/upstream/" + gateway.error().member, gateway.error().message);
    return;
  }
  step(say, "create");
  auto made =
      PluginInstance::create(library,
                             {with.integration,
                              with.setup,
                              [&](std::string_view name) -> const core::Secret* {
                                const auto found = with.secrets.find(name);
                                return found == with.secrets.end() ? nullptr : &found->second;
                              },
                              {},
                              gateway.value()},
                             extensions,
                             log);
  if (!made.ok()) {
    for (const SettingsComplaint& one : made.error()) {
      complain(say, "/settings" + one.pointer, one.message);
    }
    return;
  }
  step(say, "handle");
  (void)askSampleQuestion(*made.value());
  step(say, "destroy");
}

json toJson(const TrialCase& one) {
  json secrets = json::object();
  for (const auto& [name, secret] : one.secrets) {
    secrets[name] = std::string(secret.reveal());
  }
  return {{"integration", one.integration},
          {"setup", one.setup},
          {"secrets", std::move(secrets)},
          {"upstream",
           {{"hosts", one.upstream.hosts},
            {"networks", one.upstream.networks},
            {"ca", one.upstream.ca.string()},
            {"response_bytes", one.upstream.response_bytes},
            {"requests_per_second", one.upstream.requests_per_second},
            {"breaker_failures", one.upstream.breaker_failures}}}};
}

}  // namespace

std::string toText(const TrialRun& run, std::size_t first) {
  json cases = json::array();
  for (std::size_t i = first; i < run.cases.size(); ++i) {
    cases.push_back(toJson(run.cases[i]));
  }
  return json{{"source", run.staged.source.string()},
              {"copy", run.staged.copy.string()},
              {"manifest", run.staged.manifest_text},
              {"cases", std::move(cases)}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

void runTrial(const std::string& text, const Say& say) {
  const core::FileDescriptor nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  observability::Log log(nowhere.get(), observability::Level::Error);  // the server says it all
  const TrialRun run = fromText(text);
  step(say, "load");
  auto library = Library::load(run.staged, Copy::Anothers);
  if (!library.ok()) {
    complain(say, "/plugin", library.error().message);
  } else {
    for (const TrialCase& one : run.cases) {
      say(std::string(kTrialCase));
      useInstance(one, library.value(), log, say);
    }
    step(say, "unload");
    library.value().reset();
  }
  say(std::string(kTrialDone));
}

}  // namespace bailey::plugin_host
