#include "control/last_good.h"

#include "control/durable_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

namespace bailey::control {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kIntegrations = "integrations";
constexpr const char* kPlugins = "plugins";
constexpr const char* kRejected = "rejected.json";
constexpr const char* kServer = "server.json";

std::string now() {
  const std::time_t time = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::optional<std::string> readWhole(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

std::optional<json> readJsonFile(const fs::path& file) {
  const auto text = readWhole(file);
  json document = text ? json::parse(*text, nullptr, /*allow_exceptions=*/false) : json();
  return document.is_structured() ? std::optional<json>(std::move(document)) : std::nullopt;
}

std::string textOf(const json& document, const char* key) {
  const auto found = document.find(key);
  return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string fileNameOf(std::uint64_t number) {
  return std::to_string(number) + ".json";
}

// 12 of 12.json; nothing for other files.
std::optional<std::uint64_t> numberOf(const fs::path& file) {
  const std::string stem = file.stem().string();
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(stem.data(), stem.data() + stem.size(), number);
  const bool good =
      failed == std::errc() && end == stem.data() + stem.size() && file.extension() == ".json";
  return good ? std::optional(number) : std::nullopt;
}

std::vector<std::pair<std::uint64_t, fs::path>> numberedFiles(const fs::path& folder) {
  std::vector<std::pair<std::uint64_t, fs::path>> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (const auto number = numberOf(entry.path())) {
      files.emplace_back(*number, entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

json toJson(const KeptVersion& version) {
  return {{"kept_at", version.kept_at},
          {"fingerprint", version.id.fingerprint},
          {"plugin", version.plugin},
          {"plugin_version", version.plugin_version},
          {"plugin_sha256", version.id.plugin_sha256},
          {"text", version.text}};
}

std::optional<KeptVersion> readVersion(std::uint64_t number, const fs::path& file) {
  const auto document = readJsonFile(file);
  if (!document) {
    return std::nullopt;
  }
  KeptVersion version{number,
                      textOf(*document, "kept_at"),
                      {textOf(*document, "fingerprint"), textOf(*document, "plugin_sha256")},
                      textOf(*document, "plugin"),
                      textOf(*document, "plugin_version"),
                      textOf(*document, "text")};
  const bool whole =
      !version.id.fingerprint.empty() && !version.id.plugin_sha256.empty() && !version.text.empty();
  return whole ? std::optional(std::move(version)) : std::nullopt;
}

core::Result<bool> writeJson(const fs::path& file, const json& document) {
  return writeDurably(file, document.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

// A list, the newest last.
json readRejections(const fs::path& folder) {
  auto document = readJsonFile(folder / kRejected);
  return document && document->is_array() ? std::move(*document) : json::array();
}

template <typename List>
auto find(List& rejections, const VersionId& id) {
  return std::find_if(rejections.begin(), rejections.end(), [&](const json& one) {
    return one.is_object() && textOf(one, "fingerprint") == id.fingerprint &&
           textOf(one, "plugin_sha256") == id.plugin_sha256;
  });
}

}  // namespace

fs::path LastGood::folderOf(std::string_view integration) const {
  return folder_ / kIntegrations / std::string(integration);
}

fs::path LastGood::pluginFolder(const KeptVersion& version) const {
  return folder_ / kPlugins / version.id.plugin_sha256;
}

bool LastGood::empty() const {
  std::error_code none;
  const fs::directory_iterator entries(folder_ / kIntegrations, none);
  return std::none_of(begin(entries), end(entries), [&](const fs::directory_entry& entry) {
    return !numberedFiles(entry.path()).empty() || fs::exists(entry.path() / kRejected, none);
  });
}

std::vector<KeptVersion> LastGood::history(std::string_view integration) const {
  std::vector<KeptVersion> versions;
  for (const auto& [number, file] : numberedFiles(folderOf(integration))) {
    if (auto version = readVersion(number, file)) {
      versions.push_back(std::move(*version));
    }
  }
  return versions;
}

std::optional<KeptVersion> LastGood::latestBut(const VersionId& id,
                                               std::string_view integration) const {
  const auto files = numberedFiles(folderOf(integration));
  const json rejections = readRejections(folderOf(integration));
  for (auto newest = files.rbegin(); newest != files.rend(); ++newest) {
    auto version = readVersion(newest->first, newest->second);
    if (version && version->id != id && find(rejections, version->id) == rejections.end()) {
      return version;
    }
  }
  return std::nullopt;
}

core::Result<bool> LastGood::keep(std::string_view integration,
                                  KeptVersion version,
                                  const fs::path& plugin_file) {
  const auto last = latest(integration);
  if (last && last->id == version.id) {
    return true;
  }
  if (auto kept = keepPlugin(version, plugin_file); !kept.ok()) {
    return kept;
  }
  const auto files = numberedFiles(folderOf(integration));
  version.number = files.empty() ? 1 : files.back().first + 1;
  version.kept_at = now();
  auto written = writeJson(folderOf(integration) / fileNameOf(version.number), toJson(version));
  if (written.ok()) {
    forgetOld(integration);
  }
  return written;
}

core::Result<bool> LastGood::keepPlugin(const KeptVersion& version, const fs::path& file) const {
  const fs::path target = pluginFolder(version) / (version.plugin + ".so");
  std::error_code none;
  if (fs::exists(target, none)) {
    return true;
  }
  forgetUnusedPlugins();  // such as one whose keeping was cut short
  auto kept = copyDurably(file, target);
  if (!kept.ok()) {
    fs::remove(target.parent_path(), none);  // made for it, if it is empty
  }
  return kept;
}

void LastGood::forgetOld(std::string_view integration) const {
  std::vector<KeptVersion> versions = history(integration);
  if (versions.size() <= kKeptVersionsMax) {
    return;
  }
  const auto first_kept = versions.end() - static_cast<std::ptrdiff_t>(kKeptVersionsMax);
  bool plugin_unused = false;
  std::error_code ignored;
  for (auto old = versions.begin(); old != first_kept; ++old) {
    fs::remove(folderOf(integration) / fileNameOf(old->number), ignored);
    plugin_unused = plugin_unused || std::none_of(first_kept, versions.end(), [&](const auto& one) {
                      return one.id.plugin_sha256 == old->id.plugin_sha256;
                    });
  }
  if (plugin_unused) {
    forgetUnusedPlugins();
  }
}

void LastGood::forgetUnusedPlugins() const {
  std::set<std::string> used;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder_ / kIntegrations, ignored)) {
    for (const KeptVersion& version : history(entry.path().filename().string())) {
      used.insert(version.id.plugin_sha256);
    }
  }
  for (const auto& entry : fs::directory_iterator(folder_ / kPlugins, ignored)) {
    if (!used.contains(entry.path().filename().string())) {
      fs::remove_all(entry.path(), ignored);
    }
  }
}

core::Result<bool> LastGood::reject(std::string_view integration,
                                    const VersionId& id,
                                    std::string why) {
  json rejections = readRejections(folderOf(integration));
  if (const auto found = find(rejections, id); found != rejections.end()) {
    rejections.erase(found);
  }
  rejections.push_back({{"fingerprint", id.fingerprint},
                        {"plugin_sha256", id.plugin_sha256},
                        {"rejected_at", now()},
                        {"reason", std::move(why)}});
  while (rejections.size() > kRejectionsMax) {
    rejections.erase(rejections.begin());
  }
  return writeJson(folderOf(integration) / kRejected, rejections);
}

std::optional<std::string> LastGood::whyRejected(std::string_view integration,
                                                 const VersionId& id) const {
  json rejections = readRejections(folderOf(integration));
  const auto found = find(rejections, id);
  return found != rejections.end() ? std::optional(textOf(*found, "reason")) : std::nullopt;
}

void LastGood::forgive(std::string_view integration) {
  std::error_code ignored;
  fs::remove(folderOf(integration) / kRejected, ignored);
}

std::optional<std::string> LastGood::serverText() const {
  return readWhole(folder_ / kServer);
}

core::Result<bool> LastGood::keepServerText(const std::string& text) {
  return serverText() == text ? core::Result<bool>(true) : writeDurably(folder_ / kServer, text);
}

}  // namespace bailey::control
