#include "plugin_host/trial_run.h"

#include "core/file_descriptor.h"
#include "observability/log.h"
#include "plugin_host/extensions.h"
#include "plugin_host/library.h"
#include "plugin_host/plugin_instance.h"
#include "talkdesk/request_reader.h"

#include <nlohmann/json.hpp>

#include <fcntl.h>

#include <atomic>
#include <chrono>
#include <utility>

namespace bailey::plugin_host {
namespace {

using nlohmann::json;
using Say = std::function<void(const std::string& line)>;

constexpr std::chrono::seconds kCallTime{2};
constexpr std::size_t kAnswerBytesMax = 1024 * 1024;

// Nobody's credentials: enough to see that the plugin survives being asked.
std::string emptyRequest() {
  std::string body = R"({"auth":{}})";
  body.reserve(body.size() + talkdesk::kBodyPadding);
  return body;
}

TrialRun fromText(const std::string& text) {
  const json document = json::parse(text);
  TrialRun run;
  run.staged.source = document.at("source").get<std::string>();
  run.staged.copy = document.at("copy").get<std::string>();
  run.staged.manifest_text = document.at("manifest");
  run.staged.manifest = parseManifest(run.staged.manifest_text).value();
  run.integration = document.at("integration");
  run.setup = document.at("setup");
  for (const auto& [name, value] : document.at("secrets").items()) {
    run.secrets.emplace(name, core::Secret::copyOf(value.get_ref<const std::string&>()));
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

void askOnce(PluginInstance& instance) {
  if (instance.library().manifest().execution(talkdesk::Operation::AuthValidation) ==
      Execution::Unset) {
    return;
  }
  const std::atomic<bool> never{false};
  const std::string body = emptyRequest();
  (void)instance.handle({talkdesk::Operation::AuthValidation,
                         {},
                         "trial",
                         body,
                         std::chrono::steady_clock::now() + kCallTime,
                         never},
                        kAnswerBytesMax);
}

// True when everything went well.
bool useInstance(const TrialRun& run,
                 const std::shared_ptr<Library>& library,
                 observability::Log& log,
                 const Say& say) {
  Extensions extensions(moduleFolders(), log);
  step(say, "create");
  auto made =
      PluginInstance::create(library,
                             {run.integration,
                              run.setup,
                              [&](std::string_view name) -> const core::Secret* {
                                const auto found = run.secrets.find(name);
                                return found == run.secrets.end() ? nullptr : &found->second;
                              }},
                             extensions,
                             log);
  if (!made.ok()) {
    for (const SettingsComplaint& one : made.error()) {
      complain(say, "/settings" + one.pointer, one.message);
    }
    return false;
  }
  step(say, "handle");
  askOnce(*made.value());
  step(say, "destroy");
  return true;
}

}  // namespace

std::string toText(const TrialRun& run) {
  json secrets = json::object();
  for (const auto& [name, secret] : run.secrets) {
    secrets[name] = std::string(secret.reveal());
  }
  return json{{"source", run.staged.source.string()},
              {"copy", run.staged.copy.string()},
              {"manifest", run.staged.manifest_text},
              {"integration", run.integration},
              {"setup", run.setup},
              {"secrets", std::move(secrets)}}
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
  } else if (useInstance(run, library.value(), log, say)) {
    step(say, "unload");
  }
  if (library.ok()) {
    library.value().reset();
  }
  say(std::string(kTrialDone));
}

}  // namespace bailey::plugin_host
