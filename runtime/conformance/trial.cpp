#include "conformance/trial.h"

#include "conformance/contact_run.h"
#include "plugin_host/library.h"
#include "plugin_host/plugin_instance.h"
#include "plugin_host/setup_json.h"
#include "talkdesk/message_text.h"

#include <utility>

namespace bailey::conformance {
namespace {

using nlohmann::json;
using plugin_host::PluginInstance;

constexpr std::size_t kTextMax = 300;

SecretValues secretsOf(const Subject& subject) {
  SecretValues secrets;
  for (const auto& auth : {subject.goodAuth(), subject.badAuth()}) {
    if (auth) {
      secrets.addAuth(*auth);
    }
  }
  for (const auto& [name, source] : subject.integration.secrets) {
    secrets.add("secret " + name, source.value.reveal(), SecretValues::Kind::Secret);
  }
  secrets.addSettings(subject.integration.settings);
  return secrets;
}

}  // namespace

Trial::Trial(const Subject& subject, std::filesystem::path private_folder, Listener listener)
    : subject_(subject),
      private_folder_(std::move(private_folder)),
      listener_(std::move(listener)),
      auth_(subject.goodAuth()),
      secrets_(secretsOf(subject)),
      extensions_(plugin_host::moduleFolders(), recorder_.log()) {}

Trial::~Trial() = default;

std::string Trial::printable(std::string_view text) const {
  return talkdesk::cleanMessage(secrets_.redact(text), kTextMax);
}

core::Result<plugin_host::StagedPlugin> Trial::stage() const {
  return plugin_host::stagePlugin(
      subject_.plugin.parent_path(), subject_.plugin.stem().string(), private_folder_);
}

const plugin_host::StagedPlugin& Trial::staged() {
  if (!staged_) {
    auto staged = stage();
    if (!staged.ok()) {
      throw CannotTry(staged.error().message);
    }
    staged_ = std::move(staged.value());
  }
  return *staged_;
}

const std::shared_ptr<plugin_host::Library>& Trial::library() {
  if (library_ == nullptr) {
    auto library = plugin_host::Library::load(staged(), plugin_host::Copy::Anothers);
    if (!library.ok()) {
      throw CannotTry(library.error().message);
    }
    library_ = std::move(library.value());
  }
  return library_;
}

std::unique_ptr<PluginInstance> Trial::makeInstance() {
  auto made = PluginInstance::create(library(),
                                     {subject_.integration.name,
                                      setup(subject_.integration.settings),
                                      secretLookup(),
                                      {},
                                      gateway()},
                                     extensions_,
                                     recorder_.log());
  if (!made.ok()) {
    const auto& first = made.error().front();
    throw CannotTry("no instance can be made: /settings" + first.pointer + ": " + first.message);
  }
  return std::move(made.value());
}

std::shared_ptr<const upstream::Gateway> Trial::gateway() {
  auto made = extensions_.gateway(
      subject_.integration.name, subject_.integration.upstream, staged().manifest);
  if (!made.ok()) {
    throw CannotTry("/upstream/" + made.error().member + ": " + made.error().message);
  }
  return made.value();
}

PluginInstance& Trial::instance() {
  if (instance_ == nullptr) {
    instance_ = makeInstance();
  }
  return *instance_;
}

Caller& Trial::caller() {
  if (caller_ == nullptr) {
    caller_ = std::make_unique<Caller>(
        instance(), profile(), [this](std::string_view action, const json& answer) {
          keepRecord(action, answer);
        });
  }
  return *caller_;
}

const json& Trial::auth() const {
  if (!auth_) {
    throw NeedsAuth("needs --auth: the integration asks for credentials, and none were given");
  }
  return *auth_;
}

// The answer writer accepts text and integers as ids; others it leaves out.
void Trial::keepRecord(std::string_view action, const json& answer) const {
  WrittenRecord record{std::string(action), {}};
  for (const char* name : {"contact_external_id", "external_id"}) {
    const json id = answer.is_object() ? answer.value(name, json()) : json();
    if (id.is_string()) {
      record.id = printable(id.get<std::string>());
    } else if (id.is_number_integer()) {
      record.id = id.dump();
    }
  }
  listener_.wrote(record);
}

const ContactRun& Trial::fullRun() {
  if (full_run_ == nullptr) {
    full_run_ = std::make_unique<ContactRun>(runContacts(*this, std::nullopt));
  }
  return *full_run_;
}

bool Trial::serves(talkdesk::Operation operation) {
  return staged().manifest.execution(operation) != plugin_host::Execution::Unset;
}

std::string Trial::setup(const json& settings) const {
  const config::Integration& integration = subject_.integration;
  return plugin_host::setupJson(integration.name,
                                std::filesystem::absolute(integration.file).parent_path(),
                                settings,
                                integration.profile);
}

plugin_host::SecretLookup Trial::secretLookup() const {
  return [&secrets = subject_.integration.secrets](std::string_view name) -> const core::Secret* {
    const auto found = secrets.find(std::string(name));
    return found == secrets.end() ? nullptr : &found->second.value;
  };
}

}  // namespace bailey::conformance
